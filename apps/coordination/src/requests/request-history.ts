import { requestDecider, type RequestState } from '@sanban/casework';
import type { EventStore } from '@sanban/event-store';
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
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly store: EventStore,
    private readonly size = 2_000,
  ) {}

  async after(event: RecordedRequestEvent): Promise<RequestState> {
    const { stream, revision } = event;
    const before = this.known.get(stream);
    const state =
      before?.revision === revision - 1
        ? requestDecider.evolve(before.state, event)
        : before?.revision === revision
          ? before.state
          : await this.read(stream, revision);
    this.keep(stream, { revision, state });
    return state;
  }

  private async read(stream: string, revision: number): Promise<RequestState> {
    const events = await this.store.readStream(stream, { limit: revision + 1 });
    return foldRequest(events.filter(isRequestEvent));
  }

  private keep(stream: string, known: Known): void {
    this.known.delete(stream);
    this.known.set(stream, known);
    if (this.known.size <= this.size) return;
    for (const oldest of this.known.keys()) {
      this.known.delete(oldest);
      break;
    }
  }
}

export const foldRequest = (events: readonly RecordedRequestEvent[]): RequestState =>
  events.reduce<RequestState>((state, event) => requestDecider.evolve(state, event), requestDecider.initial);
