import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Timer } from '../hosting/decorators';

/** Durable alarms of the service: a row each, changed in the caller's transaction. */
@Injectable()
export class Timers {
  private wake: () => void = () => undefined;

  /** A timer that exists under this id is moved. One that has fired is gone: the same id makes a new one. */
  async schedule(tx: PoolClient, ...timers: readonly Timer[]): Promise<void> {
    if (timers.length === 0) return;
    await tx.query({
      name: 'schedule-timers',
      text: `INSERT INTO timers (id, kind, due_at, payload)
        SELECT DISTINCT ON (t.id) t.id, t.kind, t.due_at, t.payload
        FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::jsonb[]) WITH ORDINALITY AS t(id, kind, due_at, payload, n)
        ORDER BY t.id, t.n DESC
        ON CONFLICT (id) DO UPDATE
        SET kind = excluded.kind, due_at = excluded.due_at, payload = excluded.payload, failures = 0, retry_at = NULL`,
      values: [
        timers.map(({ id }) => id),
        timers.map(({ kind }) => kind),
        timers.map(({ dueAt }) => dueAt),
        timers.map(({ payload }) => JSON.stringify(payload ?? null)),
      ],
    });
    this.wake();
  }

  async cancel(tx: PoolClient, ...ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await tx.query({ name: 'cancel-timers', text: 'DELETE FROM timers WHERE id = ANY ($1)', values: [ids] });
  }

  /** Called after each change; the rows may still be uncommitted. */
  onChange(listener: () => void): void {
    this.wake = listener;
  }
}
