import { Inject, Injectable } from '@nestjs/common';
import type { CaseFileEvent } from '@sanban/casework';
import { outboundEventType, type DepartmentService } from '@sanban/contracts';
import type { RecordedEvent } from '@sanban/event-store';
import type { IntegrationEvent } from '@sanban/messaging';
import { SERVICE_NAME } from '@sanban/service-kit';
import { CaseFileOrigins } from '../reports/case-file-origins';
import { isRejection, messageRejected } from './inbound-rejection';
import { outboundOf, type Outbound } from './outbound-of';

/** To which agency, under which key, with which request (null: it is about none). */
export interface Addressed {
  agency: string;
  key: string;
  request: string | null;
  event: IntegrationEvent;
}

/** What the log's events are to the system of the agency that they concern; the same at every replay. */
@Injectable()
export class OutboundEnvelopes {
  constructor(
    private readonly origins: CaseFileOrigins,
    @Inject(SERVICE_NAME) private readonly service: DepartmentService,
  ) {}

  async of(recorded: RecordedEvent): Promise<Addressed> {
    if (isRejection(recorded)) return this.rejection(recorded);
    // The streams of case files hold what their decider decided.
    const event = recorded as RecordedEvent & CaseFileEvent;
    const origin = await this.origins.of(event);
    const outbound = outboundOf(event, origin, recorded.revision);
    const { agency, request } = origin;
    return { agency, request, key: request, event: this.envelope(recorded, request, outbound) };
  }

  private rejection(recorded: RecordedEvent): Addressed {
    const { key, ...data } = messageRejected.parse(recorded.data);
    return {
      agency: data.agency,
      request: null,
      key,
      event: this.envelope(recorded, key, { fact: 'rejected', data }),
    };
  }

  private envelope({ id, metadata }: RecordedEvent, subject: string, { fact, data }: Outbound): IntegrationEvent {
    return {
      id,
      type: outboundEventType(fact),
      source: `/${this.service}`,
      subject,
      time: metadata.recordedAt,
      correlationid: metadata.correlationId,
      causationid: metadata.causationId,
      data,
    };
  }
}
