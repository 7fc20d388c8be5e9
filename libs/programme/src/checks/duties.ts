import type { Finding } from '../faults/from-issue';
import type { FaultPath } from '../faults/fault';
import type { ValidParts } from '../loading/valid-parts';
import type { Duty } from '../schema/measures';
import { decimalOf, NUMBER, plain } from './numerals';
import { statesPeriod } from './printed-period';

/** 28日前 is a day of the month reported on or, after 次月, of the one after it; 月底 is its 31st. */
const MONTHLY = /(每月|当月|本月|次月|下月)(?:的|第)?(?:(\d{1,2})[日号]|[底末])/g;

const sameDue = ({ due }: Duty, text: string): boolean => {
  const words = plain(text);
  const numbers = (after: string, within = words): string[] =>
    [...within.matchAll(new RegExp(`${NUMBER}${after}`, 'g'))].map(([, digits = '']) => decimalOf(digits));
  switch (due.kind) {
    case 'monthly':
      return [...words.matchAll(MONTHLY)].some(
        ([, month = '', day = '31']) =>
          Number(day) === due.day && (/[次下]月/.test(month) ? 'next' : 'same') === due.of,
      );
    case 'after-issue':
      return numbers('个工作日').includes(String(due.workingDays));
    case 'at-least':
      return words.split(/[，；。]/).some((clause) => {
        const [times = '1'] = numbers('次(?!性)', clause);
        return statesPeriod(clause, due.per) && times === String(due.times);
      });
  }
};

const wrongDue = (text: string, path: FaultPath): Finding => ({
  path: [...path, 'due'],
  code: 'wrong-figure',
  zh: `原文“${text}”没有写这个期限。请照原文改正 due 的日期、次数或周期。`,
  en: `"${text}" does not state this time. Correct the day, the number or the period of \`due\`.`,
});

const unexplained = (by: string, path: FaultPath): Finding => ({
  path: [...path, 'by'],
  code: 'reading-missing',
  zh: `原文没有写由“${by}”承担，请在 reading 中说明理由。`,
  en: `The sentence does not print "${by}": say in \`reading\` why it is the one that owes it.`,
});

/** A duty falls due when its sentence says, and is owed by an agency that the sentence names, or the reason is given. */
export const checkDuties = ({ provisions, agencies }: ValidParts): Finding[] => {
  const names = new Map(
    agencies.map(({ value: { slug, name, printed = [], aliases = [] } }) => [slug, [name.zh, ...printed, ...aliases]]),
  );
  return provisions.flatMap(({ index, value: { text, duties = [] } }) =>
    duties.flatMap((duty, nth) => {
      const path = ['provisions', index, 'duties', nth];
      const named = names.get(duty.by)?.some((name) => text.includes(name)) ?? true;
      return [
        ...(sameDue(duty, text) ? [] : [wrongDue(text, path)]),
        ...(named || duty.reading !== undefined ? [] : [unexplained(duty.by, path)]),
      ];
    }),
  );
};
