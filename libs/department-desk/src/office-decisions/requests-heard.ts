import type { PoolClient } from 'pg';

// Rows in one order, so that two partitions never wait for each other; a redriven older event moves nothing back.
const NOTE = `
  INSERT INTO requests_heard (request, revision)
  SELECT request, revision FROM unnest($1::uuid[], $2::int[]) AS h(request, revision) ORDER BY request
  ON CONFLICT (request) DO UPDATE SET revision = greatest(requests_heard.revision, excluded.revision)`;

/** Records how far the office's word on each request has been followed. @param heard request id → its revision */
export async function noteHeard(heard: ReadonlyMap<string, number>, tx: PoolClient): Promise<void> {
  if (heard.size === 0) return;
  await tx.query({ name: 'note-requests-heard', text: NOTE, values: [[...heard.keys()], [...heard.values()]] });
}
