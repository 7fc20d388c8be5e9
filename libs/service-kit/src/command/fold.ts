import type { Decider } from '@sanban/casework';
import type { RecordedEvent } from '@sanban/event-store';
import type { Commit, Folded } from './state-cache';

/** Folds further events of the same stream, in order, into what was folded before. */
export function fold<State, C, E extends { type: string; data: object }>(
  decider: Decider<State, C, E>,
  before: Folded<State>,
  events: readonly RecordedEvent[],
): Folded<State> {
  let { state, revision } = before;
  const commits = new Map<string, Commit>(before.commits);
  for (const event of events) {
    // What the stream holds was decided by this very decider; the store's upcasters have brought it to today's shape.
    state = decider.evolve(state, event as RecordedEvent & E);
    revision = event.revision;
    const { causationId, fingerprint = '' } = event.metadata;
    const known = commits.get(causationId);
    commits.set(causationId, { fingerprint, first: known?.first ?? revision, last: revision });
  }
  return { revision, state, commits };
}
