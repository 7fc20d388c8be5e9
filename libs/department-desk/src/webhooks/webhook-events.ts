import { Inject, Injectable, type Type } from '@nestjs/common';
import type { DepartmentService } from '@sanban/contracts';
import type { RecordedEvent } from '@sanban/event-store';
import type { IntegrationEvent } from '@sanban/messaging';
import { PG_POOL, Subscribes, type Subscriber } from '@sanban/service-kit';
import type { Pool, PoolClient } from 'pg';
import { caseFileStreamPrefix } from '../case-files/stream';
import { rejectionStreamPrefix } from '../outside/inbound-rejection';
import { OutboundEnvelopes } from '../outside/outbound-envelope';

// Also for a disabled webhook: what it misses waits until it is enabled again.
const ENQUEUE = `
  INSERT INTO webhook_deliveries (webhook, event_id, type, request, body)
  SELECT w.id, e.event_id, e.type, e.request, e.body
  FROM json_to_recordset($1::json) AS e(place int, agency text, event_id text, type text, request uuid, body text)
  JOIN webhooks w ON w.agency = e.agency AND (w.types IS NULL OR e.type = ANY (w.types))
  ORDER BY e.place FOR KEY SHARE OF w
  ON CONFLICT (webhook, event_id) DO NOTHING`;

/** What agencies' webhooks are to be told becomes durable rows, in the transaction of the checkpoint. */
@Injectable()
class WebhookEvents implements Subscriber {
  constructor(
    @Inject(PG_POOL) private readonly pool: Pool,
    private readonly envelopes: OutboundEnvelopes,
  ) {}

  async concerns(): Promise<boolean> {
    const { rowCount } = await this.pool.query('SELECT FROM webhooks LIMIT 1');
    return rowCount === 1;
  }

  async handle(events: RecordedEvent[], tx: PoolClient): Promise<void> {
    const { rows } = await tx.query<{ agency: string }>('SELECT DISTINCT agency FROM webhooks');
    const agencies = new Set(rows.map(({ agency }) => agency));
    const all = await this.told(events);
    const messages = all.filter(({ agency }) => agencies.has(agency));
    if (messages.length > 0) await tx.query(ENQUEUE, [JSON.stringify(messages)]);
  }

  private async told(events: readonly RecordedEvent[]) {
    const messages = [];
    for (const [place, recorded] of events.entries()) {
      const { agency, request, event } = await this.envelopes.of(recorded);
      messages.push({ place, agency, request, event_id: event.id, type: event.type, body: bodyOf(event) });
    }
    return messages;
  }
}

/** CloudEvents 1.0 in structured JSON; written once, so that every try sends the same bytes. */
function bodyOf({ id, type, source, subject, time, correlationid, causationid, data }: IntegrationEvent): string {
  const attributes = { specversion: '1.0', id, type, source, subject, time, datacontenttype: 'application/json' };
  return JSON.stringify({ ...attributes, correlationid, causationid, data });
}

/** The subscriber of one service. */
export function webhookEvents(service: DepartmentService): Type<Subscriber> {
  @Subscribes({
    name: 'webhooks',
    version: 1,
    streamPrefixes: [caseFileStreamPrefix(service), rejectionStreamPrefix(service)],
  })
  @Injectable()
  class WebhookEventsOfService extends WebhookEvents {}
  return WebhookEventsOfService;
}
