import type { DataOf } from '../request/events';
import type { CaseFileEvent } from './events';
import { isOver, type DecisionOf } from './guards';
import type { CaseFileRecord } from './state';

/** 催办 */
export function mirrorReminder(
  state: CaseFileRecord,
  { agency, deadline, dueAt, at }: DecisionOf<'reminder-issued'>,
): readonly CaseFileEvent[] {
  const known = state.reminders.some((one) => one.deadline === deadline && one.at === at);
  return isOver(state) || agency !== state.agency || known ? [] : [{ type: 'Reminded', data: { deadline, dueAt, at } }];
}

/** 督办单 */
export function mirrorSupervisionOrder(
  state: CaseFileRecord,
  { agency, deadline, dueAt, number, at }: DecisionOf<'supervision-order-issued'>,
): readonly CaseFileEvent[] {
  return isOver(state) || agency !== state.agency || state.supervisionOrders.includes(number)
    ? []
    : [{ type: 'SupervisionOrderReceived', data: { deadline, dueAt, number, at } }];
}

export const reminded = (
  state: CaseFileRecord,
  { deadline, at }: DataOf<CaseFileEvent, 'Reminded'>,
): CaseFileRecord => ({ ...state, reminders: [...state.reminders, { deadline, at }] });

export const ordered = (
  state: CaseFileRecord,
  { number }: DataOf<CaseFileEvent, 'SupervisionOrderReceived'>,
): CaseFileRecord => ({ ...state, supervisionOrders: [...state.supervisionOrders, number] });
