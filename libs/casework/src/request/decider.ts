import { unknownCase, type Decider, type Rejection } from '../decider';
import { refuse, refusingBadDates } from '../rejections';
import { assign } from './assign';
import { close } from './close';
import type { OfficeCommand, RequestCommand, Supervise } from './commands';
import type { RequestEvent } from './events';
import { evolveRequest } from './evolve';
import { ruleExtension } from './extension';
import { followUp } from './follow-up';
import { reassign } from './reassign';
import { recordReport } from './record-report';
import { reopen } from './reopen';
import { ruleReturn } from './return';
import type { RequestRecord, RequestState } from './state';
import { submit } from './submit';
import { supervise } from './supervision';
import { resume, ruleSuspension } from './suspension';
import { triage } from './triage';
import { verify } from './verify';

function decide(command: RequestCommand, state: RequestState): readonly RequestEvent[] | Rejection {
  if (command.type === 'Submit') return submit(command, state);
  if (command.type === 'RecordReport') return recordReport(command, state);
  if (state.status === 'none') return refuse('request-not-found', 'there is no such request');
  return decideRecord(command, state);
}

function decideRecord(command: OfficeCommand | Supervise, state: RequestRecord): readonly RequestEvent[] | Rejection {
  switch (command.type) {
    case 'Triage':
      return triage(command, state);
    case 'Assign':
      return assign(command, state);
    case 'RuleReturn':
      return ruleReturn(command, state);
    case 'Reassign':
      return reassign(command, state);
    case 'Verify':
      return verify(command, state);
    case 'FollowUp':
      return followUp(command, state);
    case 'Close':
      return close(command, state);
    case 'Reopen':
      return reopen(command, state);
    case 'RuleExtension':
      return ruleExtension(command, state);
    case 'RuleSuspension':
      return ruleSuspension(command, state);
    case 'Resume':
      return resume(command, state);
    case 'Supervise':
      return supervise(command, state);
    default:
      return unknownCase(command);
  }
}

/** The office's decisions on one request. */
export const requestDecider: Decider<RequestState, RequestCommand, RequestEvent> = {
  initial: { status: 'none' },
  evolve: evolveRequest,
  decide: (command, state) => refusingBadDates(() => decide(command, state)),
};
