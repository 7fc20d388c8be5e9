import { LRUCache } from 'lru-cache';
import { NONE } from './append-function';
import type { Append, Verdict, Written } from './append-group';
import { toPosition } from './position';

/** Where a group will land, and the event that is there before it; null at the log's beginning. */
export interface Placed extends Written {
  beforeId: string | null;
}

/** So many streams are remembered at most. */
const MAX_STREAMS = 20_000;

/**
 * What this process knows of the log from its own appends: how far it goes, and where the streams stand that it wrote to.
 * Nobody else can have written as long as the next position is free, so what is placed here needs no question to the log:
 * whether it is free, the insertion shows by the unique positions and revisions.
 */
export class KnownLog {
  #head: number | undefined;
  /** The event at the head. */
  #headId: string | null | undefined;
  readonly #revisions = new LRUCache<string, number>({ max: MAX_STREAMS });

  /** Where the whole group would come to stand; undefined when what is known does not suffice to admit each append. */
  place(group: readonly Append[]): Placed | undefined {
    if (this.#head === undefined || this.#headId === undefined) return undefined;
    const before = this.#head;
    let head = before;
    const verdicts: Verdict[] = [];
    for (const { stream, expected, events } of group) {
      const revision = this.#admit(stream, expected);
      if (revision === undefined) return undefined;
      head += events.length;
      verdicts.push({ revision: revision + events.length, position: toPosition(head) });
    }
    return { before, beforeId: this.#headId, head, verdicts };
  }

  /** Takes in what was written, or what kept it from being written. */
  learn(group: readonly Append[], { before, head, verdicts }: Written): void {
    if (before !== this.#head) {
      // Others have written in between.
      this.#revisions.clear();
      this.#headId = before === 0 ? null : undefined;
    }
    this.#head = head;
    group.forEach(({ stream, events }, nth) => {
      const verdict = verdicts[nth];
      if (verdict === undefined) return;
      if ('revision' in verdict) this.#headId = events[events.length - 1]?.id;
      const revision = 'revision' in verdict ? verdict.revision : (verdict.actual ?? NONE);
      this.#revisions.set(stream, revision);
    });
  }

  /** After an error it is not known how far the log goes. */
  forget(): void {
    this.#head = undefined;
    this.#headId = undefined;
    this.#revisions.clear();
  }

  /** The revision behind which the append goes, if it surely may; a stream never heard of is taken for a new one if that is expected. */
  #admit(stream: string, expected: Append['expected']): number | undefined {
    const known = this.#revisions.get(stream);
    if (expected === 'none') return known === undefined || known === NONE ? NONE : undefined;
    if (known === undefined) return undefined;
    if (expected === 'any') return known;
    if (expected === 'exists') return known === NONE ? undefined : known;
    return expected === known ? known : undefined;
  }
}
