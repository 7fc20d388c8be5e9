import type { RequestView } from '@sanban/contracts';
import type { Path } from './scenario/paths';

/** What the platform recorded of one story. */
export interface Recorded {
  view: RequestView;
  /** Types of the request's events, in order. */
  types: readonly string[];
}

const count = (types: readonly string[], type: string): number => types.filter((one) => one === type).length;
const has = (types: readonly string[], ...wanted: readonly string[]): boolean =>
  wanted.every((type) => types.includes(type));

/** Whether the planned path really happened: judged by the platform's records alone. */
export function happened(path: Path, { view, types }: Recorded): boolean {
  if (path === 'underWay') return view.state === 'handling' && has(types, 'PlanRecorded', 'ProgressRecorded');
  const closed = view.state === 'closed' && has(types, 'RequestResolved', 'ResolutionVerified', 'FollowedUp');
  return closed && OF_A_CLOSED_ONE[path]({ view, types });
}

const OF_A_CLOSED_ONE: Record<Exclude<Path, 'underWay'>, (recorded: Recorded) => boolean> = {
  general: ({ view }) => view.kind === 'general',
  complex: ({ view, types }) => view.kind === 'complex' && has(types, 'PlanRecorded'),
  coHandled: ({ view, types }) =>
    view.cooperating.length > 0 && count(types, 'OpinionRecorded') >= view.cooperating.length,
  returnUpheld: ({ types }) => has(types, 'ReturnRequested', 'ReturnRuled', 'RequestReassigned'),
  returnRejected: ({ types }) => has(types, 'ReturnRequested', 'ReturnRuled') && !types.includes('RequestReassigned'),
  reassigned: ({ types }) => has(types, 'RequestReassigned') && !types.includes('ReturnRequested'),
  extensionGranted: ({ types }) => has(types, 'ExtensionRequested', 'ExtensionGranted'),
  extensionRefused: ({ types }) => has(types, 'ExtensionRequested', 'ExtensionRefused'),
  suspended: ({ types }) => has(types, 'SuspensionRequested', 'SuspensionGranted', 'RequestResumed'),
  overdue: ({ types }) => has(types, 'DeadlinePassed', 'ReminderIssued', 'SupervisionOrderIssued'),
  verificationFailed: ({ types }) => has(types, 'ResolutionRejected') && count(types, 'RequestResolved') >= 2,
  dissatisfied: ({ types }) => count(types, 'FollowedUp') >= 2 && has(types, 'RequestReopened'),
  reopened: ({ types }) => count(types, 'RequestClosed') >= 2 && has(types, 'RequestReopened'),
};
