import { Inject, Injectable } from '@nestjs/common';
import type { RequestRecord } from '@sanban/casework';
import type { EventStore } from '@sanban/event-store';
import { may, type Principal } from '@sanban/identity';
import { EVENT_STORE, problems } from '@sanban/service-kit';
import { foldRequest } from './request-history';
import { isRequestEvent, streamOf, type RecordedRequestEvent } from './request-stream';

export interface ReadRequest {
  record: RequestRecord;
  revision: number;
  events: readonly RecordedRequestEvent[];
}

/** One request from its own stream: what somebody has just done is in it. */
@Injectable()
export class RequestReader {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** @throws 404; 403 where it is not the reader's to see */
  async read(request: string, principal: Principal): Promise<ReadRequest> {
    const events = (await this.store.readStream(streamOf(request))).filter(isRequestEvent);
    const record = foldRequest(events);
    if (record.status === 'none') throw problems.notFound(`Request ${request}`);
    if (!sees(principal, record)) throw problems.forbidden('request.read');
    return { record, revision: events.at(-1)?.revision ?? 0, events };
  }
}

/** An agency sees what it takes part in. */
function sees(principal: Principal, { region, enterprise, participants }: RequestRecord): boolean {
  const resource = { region, enterprise: enterprise.id };
  return (
    may(principal, 'request.read', resource) ||
    participants.some(({ agency }) => may(principal, 'request.read', { ...resource, agency }))
  );
}
