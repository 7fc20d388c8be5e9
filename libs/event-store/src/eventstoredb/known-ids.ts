import { LRUCache } from 'lru-cache';
import type { RecordedEvent } from '../recorded-event';

/** So many streams are remembered, the ones used last. */
const MAX_STREAMS = 10_000;

/** The ids of the first `size` events of a stream, all of them. */
export interface Known {
  ids: Set<string>;
  size: number;
}

/**
 * Which ids stand in a stream already. The server looks for them only behind the expected revision; in front of it they
 * would be written a second time. What this process has written or read it need not ask for.
 */
export class KnownIds {
  readonly #streams = new LRUCache<string, Known>({ max: MAX_STREAMS });

  get(stream: string): Known | undefined {
    return this.#streams.get(stream);
  }

  /** Takes note of events that follow one another. Does nothing where it does not know what lies before them. */
  learn(
    stream: string,
    events: readonly Pick<RecordedEvent, 'id' | 'revision'>[],
    first = events[0]?.revision ?? 0,
  ): Known {
    const known = this.get(stream) ?? { ids: new Set(), size: 0 };
    if (first > known.size) return known;
    for (const { id, revision } of events) {
      known.ids.add(id);
      known.size = Math.max(known.size, revision + 1);
    }
    this.#streams.set(stream, known);
    return known;
  }
}
