import { LRUCache } from 'lru-cache';

/** One append to a stream, as a retry of its command finds it again. */
export interface Commit {
  fingerprint: string;
  /** Revisions of its first and last event. */
  first: number;
  last: number;
}

/** A stream folded up to `revision`; -1: it does not exist. Never changed: a newer one takes its place. */
export interface Folded<State> {
  revision: number;
  state: State;
  /** By command id. */
  commits: ReadonlyMap<string, Commit>;
}

/**
 * The states of the streams that were used last. What it says may be outdated: the append's expected revision, not the
 * cache, decides whether a decision stands.
 */
export class StateCache {
  private readonly entries: LRUCache<string, { decider: object; folded: Folded<unknown> }>;

  constructor(size = 5_000) {
    this.entries = new LRUCache({ max: size });
  }

  /** `decider` must be the one that folded it; `isOf` is only asked where that is so. */
  get<State>(stream: string, decider: { initial: State }): Folded<State> | undefined {
    const entry = this.entries.get(stream);
    return entry !== undefined && foldedBy(entry, decider) ? entry.folded : undefined;
  }

  set<State>(stream: string, decider: { initial: State }, folded: Folded<State>): void {
    this.entries.set(stream, { decider, folded });
  }
}

function foldedBy<State>(
  entry: { decider: object; folded: Folded<unknown> },
  decider: { initial: State },
): entry is { decider: object; folded: Folded<State> } {
  return entry.decider === decider;
}
