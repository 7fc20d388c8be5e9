import { requestDecider, type RequestState } from '@sanban/casework';
import type { EventStore } from '@sanban/event-store';
import { LRUCache } from 'lru-cache';
import { isRequestEvent, type RecordedRequestEvent } from './request-stream';

interface Known {
  revision: number;
  state: RequestState;
}

/**
 * The state of a request right after each of its events, for a reader that goes through the log in order. The same at
 * every replay, as it follows from the stream alone; what was used last is kept, the rest is read again.
 */
export class RequestHistory {
  private readonly known: LRUCache<string, Known>;

  constructor(
    private readonly store: EventStore,
    size = 2_000,
  ) {
    this.known = new LRUCache({ max: size });
  }

  async after(event: RecordedRequestEvent): Promise<RequestState> {
    const { stream, revision } = event;
    const before = this.known.get(stream);
    const state =
      before?.revision === revision - 1
        ? requestDecider.evolve(before.state, event)
        : before?.revision === revision
          ? before.state
          : await this.read(stream, revision);
    this.known.set(stream, { revision, state });
    return state;
  }

  private async read(stream: string, revision: number): Promise<RequestState> {
    const events = await this.store.readStream(stream, { limit: revision + 1 });
    return foldRequest(events.filter(isRequestEvent));
  }
}

export const foldRequest = (events: readonly RecordedRequestEvent[]): RequestState =>
  events.reduce<RequestState>((state, event) => requestDecider.evolve(state, event), requestDecider.initial);
