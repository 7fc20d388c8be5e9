import { CalendarError } from '@sanban/working-calendar';
import { reject, type Rejection } from './decider';

/**
 * Every refusal that the deciders know. `kind` is for the caller: `state`: not (or no longer) possible as things stand;
 * `input`: a value of the command is wrong; `actor`: somebody else may do this, not this account.
 */
export const REJECTIONS = {
  'request-not-found': { kind: 'state', en: 'No such request', zh: '诉求不存在' },
  'request-exists': { kind: 'state', en: 'The request is already submitted', zh: '诉求已提交' },
  'not-triaged': { kind: 'state', en: 'The request is not triaged yet', zh: '诉求尚未分类研判' },
  'not-assigned': { kind: 'state', en: 'The request is not assigned yet', zh: '诉求尚未交办' },
  'not-resolved': { kind: 'state', en: 'The request is not resolved yet', zh: '诉求尚未办结' },
  'not-verified': { kind: 'state', en: 'The resolution is not verified yet', zh: '办理结果尚未核实' },
  'not-followed-up': { kind: 'state', en: 'The enterprise has not been asked yet', zh: '尚未回访企业' },
  'already-assigned': { kind: 'state', en: 'The request is already assigned', zh: '诉求已交办' },
  'already-resolved': { kind: 'state', en: 'It is already resolved', zh: '已办结' },
  'already-verified': { kind: 'state', en: 'The resolution is already verified', zh: '办理结果已核实' },
  'already-followed-up': { kind: 'state', en: 'The follow-up is already recorded', zh: '已回访' },
  'already-closed': { kind: 'state', en: 'It is already closed', zh: '已销号' },
  suspended: { kind: 'state', en: 'The request is suspended', zh: '诉求已挂账，须先恢复办理' },
  'not-suspended': { kind: 'state', en: 'The request is not suspended', zh: '诉求未挂账' },
  'no-suspension-requested': { kind: 'state', en: 'No suspension was asked for', zh: '没有待审批的挂账申请' },
  'suspension-pending': { kind: 'state', en: 'A suspension is already asked for', zh: '已有待审批的挂账申请' },
  'unknown-suspension-reason': {
    kind: 'input',
    en: 'The programme knows no such reason to suspend',
    zh: '方案未规定该挂账事由',
  },
  'no-return-requested': {
    kind: 'state',
    en: 'The agency has not asked to return it',
    zh: '该单位没有待裁定的退回申请',
  },
  'return-pending': { kind: 'state', en: 'A return waits for the ruling of the office', zh: '退回申请待办公室裁定' },
  'return-upheld': { kind: 'state', en: 'The return was upheld: it will be reassigned', zh: '退回已获同意，等待转办' },
  'return-already-ruled': {
    kind: 'state',
    en: 'The office has rejected the return: its ruling is final',
    zh: '办公室已裁定不同意退回，不得再次申请',
  },
  'return-too-late': { kind: 'state', en: 'The time to return it is over', zh: '已过退回期限' },
  'same-lead': { kind: 'input', en: 'This agency has returned it', zh: '该单位的退回已获同意，不能再任牵头' },
  'nothing-changes': {
    kind: 'input',
    en: 'Lead and cooperating agencies stay as they are',
    zh: '牵头与配合单位均无变化',
  },
  'duplicate-participant': { kind: 'input', en: 'An agency is named twice', zh: '同一单位重复列入' },
  'unknown-agency': { kind: 'input', en: 'The programme knows no such agency', zh: '方案中没有该单位' },
  'case-file-id-taken': { kind: 'input', en: 'The case file id is already used', zh: '承办件编号已被使用' },
  'unknown-action': { kind: 'input', en: 'The programme has no such action', zh: '方案中没有该专项行动' },
  'unknown-measure': { kind: 'input', en: 'The action has no such measure', zh: '该专项行动中没有这项措施' },
  'duplicate-measure': { kind: 'input', en: 'A measure is named twice', zh: '措施重复列入' },
  'measures-required': {
    kind: 'input',
    en: 'A request that policy supports names at least one measure',
    zh: '有政策支撑的诉求须至少列明一项措施',
  },
  'policy-gap-required': {
    kind: 'input',
    en: 'A request without policy support needs a policy gap with a description',
    zh: '没有政策支撑的诉求须登记政策缺口并说明',
  },
  'policy-gap-not-needed': {
    kind: 'input',
    en: 'A request that policy supports has no policy gap',
    zh: '有政策支撑的诉求不登记政策缺口',
  },
  'title-required': { kind: 'input', en: 'A title is required', zh: '须填写标题' },
  'text-required': { kind: 'input', en: 'A text is required', zh: '须填写内容' },
  'reason-required': { kind: 'input', en: 'A reason is required', zh: '须说明理由' },
  'opinion-required': { kind: 'input', en: 'An opinion is required', zh: '须填写协办意见' },
  'outcome-required': { kind: 'input', en: 'The outcome needs a summary', zh: '须填写办理结果' },
  'evidence-required': {
    kind: 'input',
    en: 'Each resolution needs evidence with title and reference',
    zh: '办结须附佐证材料，并注明名称和文号或存放处',
  },
  'plan-required': { kind: 'state', en: 'A complex request needs a plan first', zh: '复杂问题须先制定办理方案' },
  'plan-steps-required': {
    kind: 'input',
    en: 'A plan needs steps, each with a description',
    zh: '办理方案须列明步骤及内容',
  },
  'plan-dates-not-in-order': { kind: 'input', en: 'The steps are not in order of date', zh: '步骤日期须先后有序' },
  'plan-after-deadline': {
    kind: 'input',
    en: 'The plan ends after the deadline: ask for an extension',
    zh: '办理方案超出办结期限，须申请延期',
  },
  'date-in-the-past': { kind: 'input', en: 'The date is in the past', zh: '日期已过' },
  'not-a-working-day': { kind: 'input', en: 'The date is no working day', zh: '该日不是工作日' },
  'unknown-deadline': { kind: 'input', en: 'No such deadline', zh: '没有该期限' },
  'deadline-not-open': { kind: 'state', en: 'The deadline is not open any more', zh: '该期限已办结或失效' },
  'extension-pending': { kind: 'state', en: 'An extension is already asked for', zh: '已有待审批的延期申请' },
  'no-extension-requested': { kind: 'state', en: 'No extension was asked for', zh: '没有待审批的延期申请' },
  'extension-too-late': { kind: 'state', en: 'It is too late to ask for an extension', zh: '已过申请延期的时限' },
  'extension-not-later': {
    kind: 'input',
    en: 'The new date is not after the present deadline',
    zh: '新日期不晚于现有期限',
  },
  'extension-not-allowed': { kind: 'state', en: 'No further extension is allowed', zh: '不得再次延期' },
  'already-approved': { kind: 'actor', en: 'This account has already agreed', zh: '该账号已审批，须由他人审批' },
  'dissatisfied-needs-ruling': {
    kind: 'state',
    en: 'The enterprise is dissatisfied: reopen, or rule with a reason that no department caused it',
    zh: '企业不满意：须重新办理，或裁定非部门原因并说明理由',
  },
  'case-file-not-found': { kind: 'state', en: 'No such case file', zh: '承办件不存在' },
  'case-file-withdrawn': { kind: 'state', en: 'The request was reassigned to others', zh: '诉求已转办，承办件已撤回' },
  'already-accepted': { kind: 'state', en: 'The case file is already accepted', zh: '承办件已签收' },
  'not-accepted': { kind: 'state', en: 'The case file is not accepted yet', zh: '承办件尚未签收' },
  'opinion-already-given': { kind: 'state', en: 'The opinion is already given', zh: '协办意见已提交' },
  'not-the-lead': { kind: 'actor', en: 'Only the lead may do this', zh: '仅牵头单位可办理' },
  'not-cooperating': { kind: 'actor', en: 'Only a cooperating agency may do this', zh: '仅配合单位可办理' },
  'not-the-agency': { kind: 'actor', en: 'The case file belongs to another agency', zh: '承办件属于其他单位' },
  'not-the-office': { kind: 'actor', en: 'Only the office may do this', zh: '仅领导小组办公室可办理' },
  'not-the-enterprise': {
    kind: 'actor',
    en: 'Only the enterprise itself, or the office for it',
    zh: '仅企业本身或办公室代为办理',
  },
  'verifier-handled-it': {
    kind: 'actor',
    en: 'Who handled the request may not verify it',
    zh: '经办人不得核实自己办理的诉求',
  },
  'invalid-date': { kind: 'input', en: 'Not a date', zh: '日期无效' },
  'invalid-instant': { kind: 'input', en: 'Not an instant', zh: '时刻无效' },
  'invalid-amount': { kind: 'input', en: 'Not an amount of time', zh: '期限数值无效' },
  'calendar-not-covered': { kind: 'input', en: 'The calendar does not cover this year', zh: '日历不含该年' },
} as const satisfies Record<string, { kind: 'state' | 'input' | 'actor'; en: string; zh: string }>;

export type RejectionCode = keyof typeof REJECTIONS;

/** What was wrong, in both languages. English alone: in Chinese the title of the code says as much. */
type Detail = string | { en: string; zh: string };

/** {@link reject} with a code of the list. */
export function refuse(code: RejectionCode, detail: Detail, field?: string): Rejection {
  const { en, zh } = typeof detail === 'string' ? { en: detail, zh: REJECTIONS[code].zh } : detail;
  return reject(code, en, field, `${zh}。`);
}

/** A date that the calendar cannot reckon with refuses the command; any other error is a fault of ours and goes on. */
export function refusingBadDates<Event>(decide: () => readonly Event[] | Rejection): readonly Event[] | Rejection {
  try {
    return decide();
  } catch (error) {
    return unreckonable(error);
  }
}

/** Null where the calendar can reckon with what this field of the command says. */
export function unlessReckoned(field: string, reckon: () => unknown): Rejection | null {
  try {
    reckon();
    return null;
  } catch (error) {
    return unreckonable(error, field);
  }
}

function unreckonable(error: unknown, field?: string): Rejection {
  if (!(error instanceof CalendarError)) throw error;
  return refuse(error.code, { en: error.message, zh: error.messageZh.replace(/。$/, '') }, field);
}
