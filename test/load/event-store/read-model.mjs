/** The read model of the catch-up and lag cells: how many events each stream has, and the last one's number. */
export const createReadModel = (name) =>
  `CREATE TABLE ${name} (stream text COLLATE "C" PRIMARY KEY, events int NOT NULL, last int NOT NULL)`;

/** One event's change, for stores that hand over event by event. */
export const upsertOne = (name) =>
  `INSERT INTO ${name} AS m VALUES ($1, 1, $2) ON CONFLICT (stream) DO UPDATE SET events = m.events + 1, last = excluded.last`;

/** A batch's changes in one statement, for stores that hand over batches. */
export async function foldInto(tx, name, events, streamOf, applied = () => undefined) {
  const rows = new Map();
  for (const event of events) {
    const stream = streamOf(event);
    const row = rows.get(stream);
    if (row === undefined) rows.set(stream, { events: 1, last: event.data.n });
    else {
      row.events += 1;
      row.last = event.data.n;
    }
  }
  const values = [...rows.values()];
  await tx.query({
    name: `fold_${name}`,
    text: `INSERT INTO ${name} AS m SELECT * FROM unnest($1::text[], $2::int[], $3::int[])
ON CONFLICT (stream) DO UPDATE SET events = m.events + excluded.events, last = excluded.last`,
    values: [[...rows.keys()], values.map((row) => row.events), values.map((row) => row.last)],
  });
  applied(events.length);
}
