import { BATCHES, STORES, WRITERS } from './plan.mjs';

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const number = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2));
const spread = (values) =>
  values.length === 0
    ? '–'
    : `${number(median(values))} (${number(Math.min(...values))}–${number(Math.max(...values))})`;

/** @param results of each round: `{ [store]: { [key]: figures } }`. */
export function report(results) {
  const of = (store, key, pick) =>
    results.map((round) => pick(round[store]?.[key] ?? {})).filter((value) => typeof value === 'number');
  const rates = (store, key) => of(store, key, (figures) => figures.rate);
  const rows = [];
  const row = (title, values) => rows.push([title, ...values]);

  row('', STORES);
  for (const batch of BATCHES)
    for (const writers of WRITERS)
      row(
        `append, ${writers} writers × ${batch} [appends/s]`,
        STORES.map((store) => spread(rates(store, `append ${writers}×${batch}`))),
      );
  row(
    'replay [events/s]',
    STORES.map((store) => spread(rates(store, 'replay'))),
  );
  row(
    'catch-up of a read model [events/s]',
    STORES.map((store) => spread(rates(store, 'catch-up'))),
  );
  for (const [part, title] of [
    ['subscriber', 'lag to a subscriber'],
    ['readModel', 'lag to the committed read model'],
  ])
    for (const q of ['p50', 'p99'])
      row(
        `${title}, ${q} [ms]`,
        STORES.map((store) => spread(of(store, 'lag', (f) => f[part]?.[q]))),
      );
  const total = (store, key, field) => of(store, key, (figures) => figures[field]).reduce((sum, n) => sum + n, 0);
  const delivered = (key) =>
    STORES.map((store) => {
      const appended = total(store, key, 'appended');
      return appended === 0 ? '–' : `${number(total(store, key, 'delivered'))} of ${number(appended)}`;
    });
  row('delivered live under 32 writers', delivered('delivery'));
  row('delivered by a replay', delivered('replay'));

  const widths = rows[0].map((_, column) => Math.max(...rows.map((each) => each[column].length)));
  const table = rows.map((each) =>
    each.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
  );
  return [...table, '', ...goals(results, rates, of, total)].join('\n');
}

function goals(results, rates, of, total) {
  const ours = (key) => rates('sanban', key);
  // Ratios within one round each: the disk and the machine drift from round to round.
  const ratio = (key, peers) =>
    median(ours(key).map((rate, round) => rate / Math.max(...peers.map((peer) => rates(peer, key)[round] ?? 0))));
  const peers = ['emmett', 'message-db', 'dcb'];
  const lag = (part) => median(of('sanban', 'lag', (figures) => figures[part]?.p99));
  const lost =
    total('sanban', 'delivery', 'appended') -
    total('sanban', 'delivery', 'delivered') +
    total('sanban', 'replay', 'appended') -
    total('sanban', 'replay', 'delivered');
  const checks = [
    ['append at 32 writers against emmett', ratio('append 32×1', ['emmett']), '≥', 8, '×'],
    ['append at 32 writers against Message DB', ratio('append 32×1', ['message-db']), '≥', 8, '×'],
    ['append at 1 writer against Message DB', ratio('append 1×1', ['message-db']), '≥', 1, '×'],
    ['replay against the best peer', ratio('replay', peers), '≥', 1.5, '×'],
    ['catch-up against the best peer', ratio('catch-up', peers), '≥', 10, '×'],
    ['lag to the committed read model, p99', lag('readModel'), '≤', 10, ' ms'],
    ['lag to a subscriber, p99', lag('subscriber'), '≤', 2, ' ms'],
    ['events of ours lost', lost, '≤', 0, ''],
  ];
  return checks.map(([title, value, relation, goal, unit]) => {
    const met = relation === '≥' ? value >= goal : value <= goal;
    return `${met ? 'met   ' : 'MISSED'}  ${title}: ${number(value)}${unit} (goal ${relation} ${goal}${unit})`;
  });
}
