import { REJECTIONS, type Rejection } from '@sanban/casework';
import type { CalendarError } from '@sanban/working-calendar';
import { ProblemError } from '../http/problem-error';

/**
 * A decider refused; nothing happened. 404 where its code says that the thing does not exist, 422 where a value of
 * the command is at fault (also one that the calendar cannot reckon with), 409 where the present state does not allow it.
 */
export class Rejected extends ProblemError {
  constructor(readonly rejection: Rejection) {
    const { code, field, detail, detailZh } = rejection;
    super({ status: statusOf(rejection), code, ...titleOf(rejection), detail, detailZh, field });
    this.name = 'Rejected';
  }
}

/** What the list of refusals calls it; a decider of a service's own may have others. */
function titleOf({ code, field }: Rejection): { title: string; titleZh: string } {
  const known = Object.entries(REJECTIONS).find(([each]) => each === code)?.[1];
  if (known !== undefined) return { title: known.en, titleZh: known.zh };
  return field === undefined
    ? { title: 'The present state does not allow this', titleZh: '当前状态不允许此操作' }
    : { title: 'A value of the command is not acceptable', titleZh: '提交的内容不符合要求' };
}

const CALENDAR: readonly string[] = [
  'invalid-date',
  'invalid-instant',
  'invalid-amount',
  'calendar-not-covered',
] satisfies CalendarError['code'][];

function statusOf({ code, field }: Rejection): 404 | 409 | 422 {
  if (code.endsWith('not-found')) return 404;
  return field === undefined && !CALENDAR.includes(code) ? 409 : 422;
}
