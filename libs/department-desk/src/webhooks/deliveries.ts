import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryPage, DeliveryQuery, DeliveryView } from '@sanban/contracts';
import { beforeSequence, Once, PG_POOL, problems, sequencePage, type CommandContext } from '@sanban/service-kit';
import { formatInstant } from '@sanban/working-calendar';
import type { Pool } from 'pg';
import { Webhooks } from './webhooks';

interface AttemptRow {
  at: string;
  status: number | null;
  error: string | null;
  milliseconds: number;
  answer: string;
}
interface DeliveryRow {
  seq: string;
  id: string;
  event_id: string;
  type: string;
  request: string | null;
  state: DeliveryView['state'];
  created_at: Date;
  next_attempt_at: Date | null;
  attempts: AttemptRow[];
}

const DELIVERIES = `
  SELECT d.seq, d.id, d.event_id, d.type, d.request, d.state, d.created_at, d.next_attempt_at,
    (SELECT coalesce(json_agg(a ORDER BY a.seq), '[]') FROM (
      SELECT seq, at, status, error, milliseconds, answer FROM webhook_attempts
      WHERE delivery = d.seq ORDER BY seq DESC LIMIT 20) a) AS attempts
  FROM webhook_deliveries d`;

/** What was sent, how often, and what came back. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly webhooks: Webhooks,
    @Inject(PG_POOL) private readonly pool: Pool,
    private readonly once: Once,
  ) {}

  /** Newest first. @throws 404, 400 `invalid-cursor` */
  async page(agency: string, webhook: string, { cursor, limit, state }: DeliveryQuery): Promise<DeliveryPage> {
    await this.webhooks.known(agency, webhook);
    const { rows } = await this.pool.query<DeliveryRow>(
      `${DELIVERIES} WHERE d.webhook = $1 AND d.seq < $2 AND ($3::text IS NULL OR d.state = $3) ORDER BY d.seq DESC LIMIT $4`,
      [webhook, beforeSequence(cursor), state ?? null, limit + 1],
    );
    const { items, next } = sequencePage(rows, limit);
    return { items: items.map(viewOf), next };
  }

  /**
   * From the first try on, with the same event id; twice in a row is once. A repetition is told how the delivery is by
   * now: kept answers would outlive the log, and hold what the receiver wrote.
   * @throws 404, 422 `idempotency-key-reused`
   */
  async redeliver(agency: string, webhook: string, id: string, context: CommandContext): Promise<DeliveryView> {
    await this.webhooks.known(agency, webhook);
    await this.once.run(context, async (manager) => {
      const [, found] = await manager.query<[unknown[], number]>(
        `UPDATE webhook_deliveries SET state = 'pending', failures = 0, next_attempt_at = now(), claimed_until = NULL
         WHERE webhook = $1 AND id = $2`,
        [webhook, id],
      );
      if (found === 0) throw unknownDelivery(id);
      return null;
    });
    const { rows } = await this.pool.query<DeliveryRow>(`${DELIVERIES} WHERE d.webhook = $1 AND d.id = $2`, [
      webhook,
      id,
    ]);
    const [row] = rows;
    if (row === undefined) throw unknownDelivery(id);
    return viewOf(row);
  }
}

const unknownDelivery = (id: string) => problems.notFound(`Delivery ${id} of this webhook`);

const viewOf = (row: DeliveryRow): DeliveryView => ({
  id: row.id,
  eventId: row.event_id,
  type: row.type,
  request: row.request,
  state: row.state,
  createdAt: formatInstant(row.created_at.getTime()),
  nextAttemptAt: row.next_attempt_at === null ? null : formatInstant(row.next_attempt_at.getTime()),
  attempts: row.attempts.map(({ at, status, error, milliseconds, answer }) => ({
    at: formatInstant(Date.parse(at)),
    status,
    error,
    milliseconds,
    answer,
  })),
});
