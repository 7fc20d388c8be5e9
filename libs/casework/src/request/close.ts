import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import { isBlank } from '../text';
import type { Close } from './commands';
import type { RequestEvent } from './events';
import { unlessIn, unlessOffice } from './guards';
import type { RequestRecord } from './state';

/** 销号: only what is resolved, verified and followed up; dissatisfied only with a ruling that no department caused it. */
export function close(command: Close, state: RequestRecord): readonly RequestEvent[] | Rejection {
  const { by, note, ruling, now: at } = command;
  const refused = unlessOffice(by, state.region) ?? unlessIn(state, ['followedUp']);
  if (refused !== null) return refused;
  const dissatisfied = state.followUp?.satisfaction === 'dissatisfied';
  if (dissatisfied && isBlank(ruling))
    return refuse(
      'dissatisfied-needs-ruling',
      { en: 'ruling: why did no department cause it?', zh: 'ruling：企业不满意，须说明为何非部门原因，否则应重新办理' },
      'ruling',
    );
  return [{ type: 'RequestClosed', data: { by: by.user, note, ruling: dissatisfied ? ruling : null, at } }];
}

export const closed = (state: RequestRecord): RequestRecord => ({
  ...state,
  status: 'closed',
  participants: state.participants.map((participant) => ({ ...participant, returning: null })),
});
