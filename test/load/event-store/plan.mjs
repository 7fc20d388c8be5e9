/** What is run for each store in each round: two databases of its own, one for reading and one for appending. */
// A server of EventStoreDB cannot be installed here: it takes part where ESDB_URL names one.
export const STORES = [
  'sanban',
  ...(process.env.ESDB_URL ? ['eventstoredb'] : []),
  'emmett',
  'message-db',
  'dcb',
  'plain-insert',
];
export const WRITERS = [1, 8, 32];
export const BATCHES = [1, 10];

export function plan({ quick }) {
  const milliseconds = quick ? 1_000 : 3_000;
  const appends = BATCHES.flatMap((batch) =>
    WRITERS.map((writers) => ({
      key: `append ${writers}×${batch}`,
      cell: 'append',
      options: { writers, batch, milliseconds },
    })),
  );
  const reads = [
    { key: 'lag', cell: 'lag', options: { milliseconds: milliseconds * 2, perSecond: 200 } },
    { key: 'delivery', cell: 'delivery', options: { milliseconds } },
    { key: 'fill', cell: 'fill', options: { events: quick ? 40_000 : 200_000 } },
    { key: 'replay', cell: 'replay', options: {} },
    { key: 'catch-up', cell: 'catchUp', options: { milliseconds: quick ? 4_000 : 10_000 } },
  ];
  return [reads, appends];
}
