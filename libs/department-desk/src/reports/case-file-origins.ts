import { Inject, Injectable } from '@nestjs/common';
import type { CaseFileEvent } from '@sanban/casework';
import type { EventStore, RecordedEvent } from '@sanban/event-store';
import { EVENT_STORE } from '@sanban/service-kit';
import type { Origin } from './report-of';

/** Origins that are kept in memory: those of the streams that were told of last. */
const KEPT = 10_000;

/** Whose case file a stream is: only its first event says so. */
@Injectable()
export class CaseFileOrigins {
  private readonly origins = new Map<string, Origin>();

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** @throws where the stream does not begin with the opening */
  async of(event: RecordedEvent & CaseFileEvent): Promise<Origin> {
    if (event.type === 'CaseFileOpened') return this.keep(event.stream, event.data);
    return this.origins.get(event.stream) ?? (await this.lookUp(event.stream));
  }

  private async lookUp(stream: string): Promise<Origin> {
    const [first] = await this.store.readStream(stream, { limit: 1 });
    const opened = first as (RecordedEvent & CaseFileEvent) | undefined;
    if (opened?.type !== 'CaseFileOpened') throw new Error(`${stream} does not begin with CaseFileOpened`);
    return this.keep(stream, opened.data);
  }

  private keep(stream: string, { request, caseFile, agency }: Origin): Origin {
    const origin = { request, caseFile, agency };
    if (this.origins.size >= KEPT) this.origins.clear();
    this.origins.set(stream, origin);
    return origin;
  }
}
