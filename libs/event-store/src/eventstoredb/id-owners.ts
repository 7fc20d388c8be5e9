import { LRUCache } from 'lru-cache';

/** So many ids are remembered, the newest ones. */
const MAX_IDS = 100_000;

/**
 * Which stream an id was last appended to by this process. The server has no index of ids across streams: an id that stands
 * in another stream is recognised as long as it is remembered here, and not after a restart.
 */
export class IdOwners {
  readonly #owners = new LRUCache<string, string>({ max: MAX_IDS });

  /**
   * Takes the ids for this stream.
   * @returns an id that another stream has (then none is taken), or what gives back those that were new.
   */
  claim(stream: string, ids: ReadonlySet<string>): { taken: string } | { release: () => void } {
    const fresh: string[] = [];
    for (const id of ids) {
      const owner = this.#owners.get(id);
      if (owner !== undefined && owner !== stream) return { taken: id };
      if (owner === undefined) fresh.push(id);
    }
    for (const id of fresh) this.#owners.set(id, stream);
    return { release: () => fresh.forEach((id) => this.#owners.delete(id)) };
  }
}
