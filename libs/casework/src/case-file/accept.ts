import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import type { Accept } from './commands';
import type { CaseFileEvent } from './events';
import { unlessWorkedOn } from './guards';
import type { CaseFileRecord } from './state';

/** 签收 */
export function accept({ by, now: at }: Accept, state: CaseFileRecord): readonly CaseFileEvent[] | Rejection {
  const refused = unlessWorkedOn(state, ['open']);
  if (refused !== null) return refused;
  if (state.accepted) return refuse('already-accepted', `case file ${state.caseFile} is ${state.status}`);
  return [{ type: 'CaseFileAccepted', data: { by: by.user, at } }];
}

export const accepted = (state: CaseFileRecord): CaseFileRecord => ({ ...state, status: 'accepted', accepted: true });
