import { unknownCase, type Decider, type Rejection } from '../decider';
import { refuse, refusingBadDates } from '../rejections';
import { accept } from './accept';
import type { AgencyCommand, CaseFileCommand } from './commands';
import type { CaseFileEvent } from './events';
import { evolveCaseFile } from './evolve';
import { requestExtension } from './extension';
import { unlessOwn } from './guards';
import { mirrorOffice } from './mirror';
import { giveOpinion } from './opinion';
import { makePlan } from './plan';
import { reportProgress } from './progress';
import { resolve } from './resolve';
import { returnIt } from './return';
import type { CaseFileRecord, CaseFileState } from './state';
import { requestSuspension } from './suspension';

function decide(command: CaseFileCommand, state: CaseFileState): readonly CaseFileEvent[] | Rejection {
  if (command.type === 'MirrorOffice') return mirrorOffice(command, state);
  if (state.status === 'none') return refuse('case-file-not-found', 'there is no such case file');
  return unlessOwn(command, state) ?? decideRecord(command, state);
}

function decideRecord(command: AgencyCommand, state: CaseFileRecord): readonly CaseFileEvent[] | Rejection {
  switch (command.type) {
    case 'Accept':
      return accept(command, state);
    case 'Return':
      return returnIt(command, state);
    case 'MakePlan':
      return makePlan(command, state);
    case 'ReportProgress':
      return reportProgress(command, state);
    case 'GiveOpinion':
      return giveOpinion(command, state);
    case 'Resolve':
      return resolve(command, state);
    case 'RequestExtension':
      return requestExtension(command, state);
    case 'RequestSuspension':
      return requestSuspension(command, state);
    default:
      return unknownCase(command);
  }
}

/** One agency's decisions on its own part of a request. */
export const caseFileDecider: Decider<CaseFileState, CaseFileCommand, CaseFileEvent> = {
  initial: { status: 'none' },
  evolve: evolveCaseFile,
  decide: (command, state) => refusingBadDates(() => decide(command, state)),
};
