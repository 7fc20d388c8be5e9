import type { Pool } from 'pg';

/** A dead letter that somebody has given up; what it said stays in the table. */
export interface DiscardedLetter {
  group: string;
  key: string;
  topic: string;
  partition: number;
  offset: string;
  /** Id of the event. */
  event: string;
  /** Why it could not be handled, and RFC 3339 since when. */
  failure: string;
  failedAt: string;
  /** Account id. */
  discardedBy: string;
  reason: string;
  /** RFC 3339. */
  discardedAt: string;
}

const time = (column: string) =>
  `to_char(${column} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"')`;

export const LIST_DISCARDED = `
  SELECT seq, group_name AS "group", key, topic, partition, "offset", event_id AS event, failure,
    ${time('failed_at')} AS "failedAt", discarded_by AS "discardedBy", reason, ${time('discarded_at')} AS "discardedAt"
  FROM bus_discarded WHERE seq < $1 ORDER BY seq DESC LIMIT $2`;

/**
 * Newest first, of all groups that have ever been.
 * @param pool of the consumer's schema
 * @param before only those with a lower running number
 */
export async function listDiscarded(
  pool: Pool,
  before: string,
  limit: number,
): Promise<{ seq: string; letter: DiscardedLetter }[]> {
  const { rows } = await pool.query<DiscardedLetter & { seq: string }>(LIST_DISCARDED, [before, limit]);
  return rows.map(({ seq, ...letter }) => ({ seq, letter }));
}
