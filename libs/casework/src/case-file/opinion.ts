import { meet } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import type { DataOf } from '../request/events';
import { missing } from '../text';
import type { GiveOpinion } from './commands';
import type { CaseFileEvent } from './events';
import { isOver, unlessCooperating, unlessWorkedOn, type DecisionOf } from './guards';
import type { CaseFileRecord } from './state';

/** 协办意见, from a cooperating agency to the lead; a suspension of the lead's work does not hinder it. */
export function giveOpinion(
  { opinion, by, now: at }: GiveOpinion,
  state: CaseFileRecord,
): readonly CaseFileEvent[] | Rejection {
  const refused =
    unlessCooperating(state) ?? unlessWorkedOn(state) ?? missing(['opinion-required', 'opinion', opinion]);
  if (refused !== null) return refused;
  if (state.opinion !== null) return refuse('opinion-already-given', `case file ${state.caseFile} is ${state.status}`);
  return [{ type: 'OpinionGiven', data: { opinion, by: by.user, round: state.round, at } }];
}

export const opinionGiven = (state: CaseFileRecord, data: DataOf<CaseFileEvent, 'OpinionGiven'>): CaseFileRecord => ({
  ...state,
  status: 'answered',
  opinion: data.opinion,
  deadlines: meet(state.deadlines, ({ subject }) => subject === 'opinion', data.at),
});

/** To the lead: what the cooperating agency has said. */
export function mirrorOpinion(
  state: CaseFileRecord,
  { agency, opinion, at }: DecisionOf<'opinion-recorded'>,
): readonly CaseFileEvent[] {
  const known = state.opinions.some((one) => one.agency === agency && one.opinion === opinion);
  if (isOver(state) || state.role !== 'lead' || known) return [];
  return [{ type: 'OpinionReceived', data: { agency, opinion, at } }];
}

export const opinionReceived = (
  state: CaseFileRecord,
  { agency, opinion }: DataOf<CaseFileEvent, 'OpinionReceived'>,
): CaseFileRecord => ({ ...state, opinions: [...state.opinions, { agency, opinion }] });
