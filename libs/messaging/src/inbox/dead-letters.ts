import type { Pool } from 'pg';
import type { DeadLetter, DeadLetterQuery } from '../port';

export const LIST_DEAD_LETTERS = `
  SELECT topic, partition, "offset", key, event_id AS "eventId", event, reason,
    to_char(failed_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"') AS "failedAt"
  FROM bus_dead_letters
  WHERE group_name = $1 AND (topic, partition, "offset") > ($2, $3, $4) AND ($5::text IS NULL OR key = $5)
  ORDER BY topic, partition, "offset" LIMIT $6`;

const MOST_COUNTED = 10_000;

/** How many dead letters each group of the consumer's schema has, 10,000 of them all counted at most. None: not in the map. */
export async function countDeadLetters(pool: Pool): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ group: string; count: number }>({
    name: 'bus-count-dead-letters',
    text: `SELECT group_name AS "group", count(*)::int AS count
      FROM (SELECT group_name FROM bus_dead_letters LIMIT ${MOST_COUNTED}) AS counted GROUP BY group_name`,
  });
  return new Map(rows.map(({ group, count }) => [group, count]));
}

/** One page, in the order of topic, partition, offset. */
export async function listDeadLetters(pool: Pool, group: string, query: DeadLetterQuery): Promise<DeadLetter[]> {
  const { key = null, after, limit = 100 } = query;
  const found = await pool.query<DeadLetter>(LIST_DEAD_LETTERS, [
    group,
    after?.topic ?? '',
    after?.partition ?? -1,
    after?.offset ?? -1,
    key,
    limit,
  ]);
  return found.rows;
}
