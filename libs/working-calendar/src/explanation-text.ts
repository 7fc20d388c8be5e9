import type { DeadlineRule } from './deadline-rule';
import type { ExplainedRun } from './explain-deadline';
import { lastDateBefore } from './instant';
import type { Bilingual, DayDescription } from './working-calendar';

/** `2022-10-01 to 10-07`: the year once, unless it changes. */
function span(from: string, to: string, word: string): string {
  if (from === to) return from;
  return `${from}${word}${from.slice(0, 4) === to.slice(0, 4) ? to.slice(5) : to}`;
}

function weekdays(days: readonly DayDescription[], language: keyof Bilingual): string {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return '';
  const [from, to] = [first.weekday[language], last.weekday[language]];
  if (first === last) return ` ${from}`;
  return language === 'zh' ? ` ${from}至${to}` : ` (${from} to ${to})`;
}

/** One line for a run of days that are alike. */
export function describeRun(run: Omit<ExplainedRun, 'text'>, days: readonly DayDescription[]): Bilingual {
  const several = run.from !== run.to;
  const when = {
    zh: `${span(run.from, run.to, ' 至 ')}${weekdays(days, 'zh')}`,
    en: `${span(run.from, run.to, ' to ')}${weekdays(days, 'en')}`,
  };
  const reason = days[0]?.reason;
  if (run.role === 'start') return { zh: `${when.zh}：起算日，不计入`, en: `${when.en}: the start, not counted` };
  if (run.counted === null && reason !== undefined) {
    if (run.kind === 'ordinary' || run.kind === 'makeUp')
      return { zh: `${when.zh}：${reason.zh}，顺延至当日`, en: `${when.en}: ${reason.en}, the next that works` };
    const holiday = run.kind === 'holiday';
    return {
      zh: `${when.zh}：${reason.zh}${holiday ? '放假' : ''}，不计入`,
      en: `${when.en}: ${reason.en}${holiday ? ' holiday' : ''}, not counted`,
    };
  }
  const { first, last } = run.counted ?? { first: 0, last: 0 };
  const count = {
    zh: first === last ? `第 ${first} 日` : `第 ${first}–${last} 日`,
    en: first === last ? `day ${first}` : `days ${first}–${last}`,
  };
  if (reason === undefined)
    return { zh: `${when.zh}：自然日，${count.zh}`, en: `${when.en}: calendar days, ${count.en}` };
  return run.kind === 'makeUp'
    ? {
        zh: `${when.zh}：${reason.zh}，${count.zh}`,
        en: `${when.en}: ${several ? 'work' : 'works'} (${reason.en}), ${count.en}`,
      }
    : { zh: `${when.zh}：工作日，${count.zh}`, en: `${when.en}: working ${several ? 'days' : 'day'}, ${count.en}` };
}

const UNITS: Record<DeadlineRule['unit'], Bilingual> = {
  workingDay: { zh: '个工作日', en: 'working day' },
  day: { zh: '日', en: 'day' },
  hour: { zh: '小时', en: 'hour' },
};

/** e.g. 5 个工作日 / 5 working days */
export const describeTerm = ({ unit, amount }: Pick<DeadlineRule, 'unit' | 'amount'>): Bilingual => ({
  zh: `${amount} ${UNITS[unit].zh}`,
  en: `${amount} ${UNITS[unit].en}${amount === 1 ? '' : 's'}`,
});

/** e.g. 2022-10-12 当日终了前 / by the end of 2022-10-12 */
export function describeEnd(unit: DeadlineRule['unit'], dueAt: string): Bilingual {
  if (unit === 'hour') return { zh: `${dueAt} 前`, en: `before ${dueAt}` };
  const dueOn = lastDateBefore(dueAt);
  return { zh: `${dueOn} 当日终了前`, en: `by the end of ${dueOn}` };
}

/** Why, and until when therefore: the last line of an explanation. */
export const describeResult = (why: Bilingual, end: Bilingual): Bilingual => ({
  zh: `${why.zh}：${end.zh}`,
  en: `${why.en}: ${end.en}`,
});
