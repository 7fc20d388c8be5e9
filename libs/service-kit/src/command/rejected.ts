import { REJECTIONS, type Rejection } from '@sanban/casework';
import { ProblemError } from '../http/problem-error';

/**
 * A decider refused; nothing happened. 404 where its code says that the thing does not exist, 422 where a value of
 * the command is at fault (also one that the calendar cannot reckon with), 409 where the present state does not allow
 * it or it is somebody else's to do. One code has one status, whether or not a field is named.
 */
export class Rejected extends ProblemError {
  constructor(readonly rejection: Rejection) {
    const { code, field, detail, detailZh } = rejection;
    super({ ...statusAndTitle(rejection), code, detail, detailZh, field });
    this.name = 'Rejected';
  }
}

/** By the list of refusals; a decider of a service's own may have others. */
function statusAndTitle({ code, field }: Rejection): { status: number; title: string; titleZh: string } {
  const known = Object.entries(REJECTIONS).find(([each]) => each === code)?.[1];
  const kind = known?.kind ?? (field === undefined ? 'state' : 'input');
  const status = code.endsWith('not-found') ? 404 : kind === 'input' ? 422 : 409;
  if (known !== undefined) return { status, title: known.en, titleZh: known.zh };
  return kind === 'input'
    ? { status, title: 'A value of the command is not acceptable', titleZh: '提交的内容不符合要求' }
    : { status, title: 'The present state does not allow this', titleZh: '当前状态不允许此操作' };
}
