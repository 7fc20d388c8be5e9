import { backOff } from '../back-off';
import type { Handler, Redriven } from '../port';
import { describeError, isTransient } from '../transient';
import type { Delivery, Place, Source } from './delivery';
import { lockOffset, type Inbox } from './inbox';

const BATCH = 100;
/** Somebody waits for the answer: trouble that does not pass soon is theirs to know. */
const PATIENCE = 5;

/** Reads a dead letter's body as the bus has put it there. */
export type ReadAgain = (place: Place, key: string, body: unknown) => Delivery;

/** Hands a key's dead letters to the handler, in order, topic by topic. Stops at the first that fails again. */
export async function redrive(
  inbox: Inbox,
  group: string,
  key: string,
  readAgain: ReadAgain,
  handler: Handler,
): Promise<Redriven> {
  const places = await inbox.pool.query<{ topic: string; partition: number }>(
    'SELECT DISTINCT topic, partition FROM bus_dead_letters WHERE group_name = $1 AND key = $2 ORDER BY topic, partition',
    [group, key],
  );
  let handled = 0;
  let reason: string | null = null;
  for (const { topic, partition } of places.rows) {
    const outcome = await redrivePartition(inbox, { group, topic, partition }, key, readAgain, handler);
    handled += outcome.handled;
    reason ??= outcome.reason;
  }
  const left = await inbox.pool.query<{ remaining: number }>(
    'SELECT count(*)::int AS remaining FROM bus_dead_letters WHERE group_name = $1 AND key = $2',
    [group, key],
  );
  return { handled, remaining: left.rows[0]?.remaining ?? 0, reason };
}

async function redrivePartition(inbox: Inbox, source: Source, key: string, readAgain: ReadAgain, handler: Handler) {
  let handled = 0;
  let size = BATCH;
  let failures = 0;
  for (;;) {
    try {
      const done = await redriveBatch(inbox, source, key, size, readAgain, handler);
      if (done === 0) return { handled, reason: null };
      handled += done;
    } catch (error) {
      if (isTransient(error)) {
        failures += 1;
        if (failures === PATIENCE) throw error;
        await backOff(failures, new AbortController().signal);
      } else if (size > 1) {
        // Those before the one at fault are handled one by one.
        size = 1;
      } else {
        const reason = describeError(error);
        await giveReason(inbox, source, key, reason);
        return { handled, reason };
      }
    }
  }
}

/** @returns how many dead letters there were. */
async function redriveBatch(
  inbox: Inbox,
  source: Source,
  key: string,
  size: number,
  readAgain: ReadAgain,
  handler: Handler,
): Promise<number> {
  const { group, topic, partition } = source;
  return inbox.transaction(async (tx) => {
    // Nothing of this partition arrives meanwhile: what comes next of this key sees whether it is still blocked.
    await lockOffset(tx, source);
    const found = await tx.query<{ offset: string; event: unknown }>(
      `SELECT "offset", event FROM bus_dead_letters
       WHERE group_name = $1 AND key = $2 AND topic = $3 AND partition = $4 ORDER BY "offset" LIMIT $5`,
      [group, key, topic, partition, size],
    );
    const events = found.rows.map((row) => {
      const { event, fault } = readAgain({ topic, partition, offset: Number(row.offset) }, key, row.event);
      if (event === null) throw new Error(fault);
      return event;
    });
    if (events.length === 0) return 0;
    await handler(events, tx);
    await tx.query(
      `WITH gone AS (
         DELETE FROM bus_dead_letters
         WHERE group_name = $1 AND topic = $2 AND partition = $3 AND "offset" = ANY ($4::bigint[]) RETURNING *
       )
       INSERT INTO bus_inbox (group_name, event_id)
       SELECT group_name, event_id FROM gone UNION SELECT $1, unnest($5::text[]) ON CONFLICT DO NOTHING`,
      // What an earlier version could not read was put aside under its place: its id is known from now on.
      [group, topic, partition, events.map(({ offset }) => offset), events.map(({ id }) => id)],
    );
    return events.length;
  });
}

async function giveReason(inbox: Inbox, { group, topic, partition }: Source, key: string, reason: string) {
  await inbox.pool.query(
    `UPDATE bus_dead_letters SET reason = $5, failed_at = now()
     WHERE group_name = $1 AND topic = $2 AND partition = $3 AND "offset" = (
       SELECT min("offset") FROM bus_dead_letters
       WHERE group_name = $1 AND key = $4 AND topic = $2 AND partition = $3)`,
    [group, topic, partition, key, reason],
  );
}
