import type { Deadline } from '@sanban/casework';
import type { Bilingual, ExplainedDeadlineView } from '@sanban/contracts';
import {
  CalendarNotCovered,
  DAY,
  describeEnd,
  describeResult,
  describeTerm,
  explainDeadline,
  parseInstant,
  workingTime,
  type WorkingCalendar,
} from '@sanban/working-calendar';

/** What moves a deadline: so many approvals (null: how many is not known here), or the time that was suspended. */
export type Cause = { extension: { approvals: number | null } } | 'suspension';

const PLAN: Bilingual = { zh: '办理方案所定日期', en: 'the date that the plan sets' };

/**
 * Why a deadline falls where it does. Null where the calendar of today leads to another date than the one that set it,
 * or does not cover the year.
 * @param before its end until then; null: it is new
 */
export function explanationOf(
  deadline: Deadline,
  before: string | null,
  cause: Cause | null,
  calendar: WorkingCalendar,
): ExplainedDeadlineView['explanation'] {
  const { rule, startedAt, dueAt } = deadline;
  const because = (why: Bilingual) => ({
    runs: [],
    text: describeResult(why, describeEnd(rule?.unit ?? 'workingDay', dueAt)),
  });
  try {
    if (cause === 'suspension' && before !== null) return because(suspended(deadline, before, calendar));
    if (cause !== null && cause !== 'suspension') return because(extended(cause.extension.approvals));
    if (rule === null) return because(PLAN);
    const explained = explainDeadline(rule, startedAt, calendar);
    if (parseInstant(explained.dueAt) !== parseInstant(dueAt)) return null;
    return { runs: [...explained.runs], text: explained.text };
  } catch (error) {
    if (error instanceof CalendarNotCovered) return null;
    throw error;
  }
}

const extended = (approvals: number | null): Bilingual =>
  approvals === null
    ? { zh: '经批准延期', en: 'the extension was approved' }
    : { zh: `经 ${approvals} 人同意延期`, en: `extended by ${approvals} approval${approvals === 1 ? '' : 's'}` };

function suspended({ rule, dueAt }: Deadline, before: string, calendar: WorkingCalendar): Bilingual {
  const unit = rule?.unit ?? 'workingDay';
  const lost =
    unit === 'workingDay' ? workingTime(before, dueAt, calendar) : parseInstant(dueAt) - parseInstant(before);
  const amount = Math.round((lost / (unit === 'hour' ? DAY / 24 : DAY)) * 100) / 100;
  const { zh, en } = describeTerm({ unit, amount });
  return { zh: `挂账期间不计，顺延 ${zh}`, en: `moved by ${en} for the suspension` };
}
