import type { Pool, PoolClient } from 'pg';
import type { Handler } from '../port';
import { inTransaction, inTransactionWith } from '../transaction';
import { InboxUnavailable } from '../transient';
import type { Delivery, Source } from './delivery';
import { sort, type Sorted } from './sort';

/** Somebody else has moved the group's offset: this member has lost the partition and its transaction changed nothing. */
export class Fenced extends Error {
  constructor(
    source: Source,
    expected: number,
    readonly actual: number,
  ) {
    super(`${source.group} ${source.topic}/${source.partition}: began at ${expected}, the group has come to ${actual}`);
    this.name = 'Fenced';
  }
}

/** Another partition has put the same event aside at this very moment: whoever looks again finds it there. */
class PutAsideElsewhere extends Error {
  constructor(source: Source) {
    super(`${source.group} ${source.topic}/${source.partition}: an event was put aside in another partition meanwhile`);
    this.name = 'PutAsideElsewhere';
  }
}

/** The consumer's side of exactly-once: effect, inbox rows, dead letters and offset change in one transaction. */
export class Inbox {
  /** @param idleLimitMs how long a handler may leave its transaction without a statement. */
  constructor(
    readonly pool: Pool,
    private readonly idleLimitMs: number,
  ) {}

  /** A transaction in the consumer's schema. */
  transaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, work, this.idleLimitMs);
  }

  /** Where the group continues; a new group begins at 0. */
  async position(source: Source): Promise<number> {
    const place = [source.group, source.topic, source.partition];
    const find = () =>
      this.pool.query<{ next_offset: string }>(
        'SELECT next_offset FROM bus_offsets WHERE group_name = $1 AND topic = $2 AND partition = $3',
        place,
      );
    let found = await find();
    if (found.rows.length === 0) {
      await this.pool.query(
        `INSERT INTO bus_offsets (group_name, topic, partition, next_offset) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING`,
        place,
      );
      found = await find();
    }
    return Number(found.rows[0]?.next_offset ?? 0);
  }

  /** How far the group has come, by `topic/partition`. */
  async positions(group: string): Promise<Map<string, number>> {
    const found = await this.pool.query<{ topic: string; partition: number; next_offset: string }>(
      'SELECT topic, partition, next_offset FROM bus_offsets WHERE group_name = $1',
      [group],
    );
    return new Map(found.rows.map((row) => [`${row.topic}/${row.partition}`, Number(row.next_offset)]));
  }

  /**
   * Handles `batch`, before which nothing from `from` on concerns the group, and moves the group's offset behind it.
   * @throws Fenced, and whatever the handler throws; then nothing has changed.
   */
  async handle(
    source: Source,
    from: number,
    batch: readonly Delivery[],
    poison: ReadonlyMap<string, string>,
    handler: Handler,
  ): Promise<void> {
    const last = batch.at(-1);
    if (last === undefined) return;
    const look = (tx: PoolClient) =>
      Promise.all([lockOffset(tx, source), whatIsKnown(tx, source, batch)]).catch(unavailable);
    const work = async (tx: PoolClient, [at, { known, blocked }]: Awaited<ReturnType<typeof look>>) => {
      if (at !== from) throw new Fenced(source, from, at);
      const { toHandle, dead } = sort(batch, known, blocked, poison);
      const events = toHandle.map(({ event }) => event);
      if (events.length > 0) await handler(events, tx);
      if (dead.length > 0) await bury(tx, source, dead);
      await acknowledge(tx, source, toHandle, last.offset + 1);
    };
    await inTransactionWith(this.pool, look, work, this.idleLimitMs);
  }

  /** Moves the group's offset over what does not concern it. @throws Fenced */
  async pass(source: Source, from: number, to: number): Promise<void> {
    const { rowCount } = await this.pool.query({
      name: 'bus-pass',
      text: `UPDATE bus_offsets SET next_offset = $5
      WHERE group_name = $1 AND topic = $2 AND partition = $3 AND next_offset = $4`,
      values: [source.group, source.topic, source.partition, from, to],
    });
    if (rowCount === 0) throw new Fenced(source, from, await this.position(source));
  }
}

const unavailable = (error: unknown): never => {
  throw new InboxUnavailable(error);
};

/**
 * Serialises whoever works on this partition for this group: members, a fenced one among them, and a redrive.
 * A statement of its own, so that the next one sees what the former holder of the lock committed.
 */
export async function lockOffset(tx: PoolClient, source: Source): Promise<number> {
  const found = await tx.query<{ next_offset: string }>({
    name: 'bus-lock-offset',
    text: 'SELECT next_offset FROM bus_offsets WHERE group_name = $1 AND topic = $2 AND partition = $3 FOR UPDATE',
    values: [source.group, source.topic, source.partition],
  });
  return Number(found.rows[0]?.next_offset ?? -1);
}

/** Which events are repetitions (`key` is null), and which keys are blocked, each with its first dead letter. */
export const WHAT_IS_KNOWN = `
  SELECT NULL AS key, event_id FROM bus_inbox WHERE group_name = $1 AND event_id = ANY ($2)
  UNION ALL
  SELECT NULL, event_id FROM bus_dead_letters WHERE group_name = $1 AND event_id = ANY ($2)
  UNION ALL
  (SELECT DISTINCT ON (key) key, event_id FROM bus_dead_letters
   WHERE group_name = $1 AND key = ANY ($3) AND topic = $4 AND partition = $5 ORDER BY key, "offset")`;

async function whatIsKnown(tx: PoolClient, source: Source, batch: readonly Delivery[]) {
  const found = await tx.query<{ key: string | null; event_id: string }>({
    name: 'bus-what-is-known',
    text: WHAT_IS_KNOWN,
    values: [
      source.group,
      batch.map(({ id }) => id),
      [...new Set(batch.map(({ key }) => key))],
      source.topic,
      source.partition,
    ],
  });
  const known = new Set<string>();
  const blocked = new Map<string, string>();
  for (const { key, event_id } of found.rows) {
    if (key === null) known.add(event_id);
    else blocked.set(key, event_id);
  }
  return { known, blocked };
}

async function bury(tx: PoolClient, source: Source, dead: Sorted['dead']): Promise<void> {
  const { rowCount } = await tx.query(
    `INSERT INTO bus_dead_letters (group_name, topic, partition, "offset", key, event_id, event, reason)
     SELECT $1, $2, $3, d."offset", d.key, d.event_id, d.event, d.reason
     FROM unnest($4::bigint[], $5::text[], $6::text[], $7::json[], $8::text[]) AS d("offset", key, event_id, event, reason)
     ON CONFLICT (group_name, event_id) DO NOTHING`,
    [
      source.group,
      source.topic,
      source.partition,
      dead.map(({ delivery }) => delivery.offset),
      dead.map(({ delivery }) => delivery.key),
      dead.map(({ delivery }) => delivery.id),
      dead.map(({ delivery }) => JSON.stringify(delivery.body)),
      dead.map(({ reason }) => reason),
    ],
  );
  if (rowCount !== dead.length) throw new PutAsideElsewhere(source);
}

/** Inbox rows and offset in one statement. */
async function acknowledge(tx: PoolClient, source: Source, handled: Sorted['toHandle'], next: number): Promise<void> {
  await tx.query({
    name: 'bus-acknowledge',
    text: `WITH handled AS (INSERT INTO bus_inbox (group_name, event_id) SELECT $1, unnest($4::text[]))
      UPDATE bus_offsets SET next_offset = $5 WHERE group_name = $1 AND topic = $2 AND partition = $3`,
    values: [source.group, source.topic, source.partition, handled.map(({ id }) => id), next],
  });
}
