import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { createReadModel } from './read-model.mjs';
import { newEvent, newId, write, CATEGORY } from './workload.mjs';

const WARM_UP = 2_000;

/** Each cell takes what the store's process holds and gives figures; rates are events (or appends) a second. */
export const cells = {
  /** So many writers, so many events an append, for so many milliseconds. */
  async append({ store, numbers }, { writers, batch, milliseconds }) {
    let count = 0;
    const run = async (length) => {
      const until = performance.now() + length;
      const go = () => performance.now() < until;
      const started = performance.now();
      count = 0;
      await Promise.all(Array.from({ length: writers }, () => write(store, batch, numbers, go, () => (count += 1))));
      return (performance.now() - started) / 1000;
    };
    // The first second of a process is spent on compiling.
    await run(WARM_UP);
    const seconds = await run(milliseconds);
    return { rate: count / seconds };
  },

  /** Fills the log up to so many events; not measured. */
  async fill({ store, numbers }, { events }) {
    const go = () => numbers.next < events;
    await Promise.all(Array.from({ length: 16 }, () => write(store, 10, numbers, go, () => undefined)));
    return { events: numbers.next };
  },

  /** Reads the whole log. */
  async replay({ store, numbers }) {
    const seen = new Set();
    const started = performance.now();
    let count = 0;
    await store.replay((batch) => {
      count += batch.length;
      for (const n of batch) seen.add(n);
    });
    const rate = count / ((performance.now() - started) / 1000);
    return { rate, appended: numbers.next, delivered: seen.size };
  },

  /** Builds a read model from the whole log, for at most so many milliseconds. */
  async catchUp({ store, numbers, url }, { milliseconds }) {
    if (store.project === undefined) return {};
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(createReadModel('model_catch_up'));
    const aborter = new AbortController();
    let count = 0;
    let finish;
    const finished = new Promise((resolve) => (finish = resolve));
    const started = performance.now();
    const projecting = store.project('model_catch_up', (n) => (count += n) >= numbers.next && finish(), aborter.signal);
    await Promise.race([finished, delay(milliseconds), projecting]);
    // What counts is what is committed.
    const committed = async () => Number((await client.query('SELECT sum(events) FROM model_catch_up')).rows[0].sum);
    let applied = await committed();
    while (count >= numbers.next && applied < numbers.next) applied = await committed();
    const rate = applied / ((performance.now() - started) / 1000);
    aborter.abort();
    await settle(projecting);
    await client.end();
    return { rate, applied };
  },

  /** Many writers at once, for so many milliseconds: does the store’s own live reader show every acknowledged event? */
  async delivery({ store, numbers }, { milliseconds }) {
    if (store.follow === undefined) return {};
    const aborter = new AbortController();
    const delivered = new Set();
    let last = performance.now();
    const note = (batch) => {
      for (const n of batch) delivered.add(n);
      last = performance.now();
    };
    const following = store.follow(note, aborter.signal);
    await delay(300);
    const appended = new Set();
    const until = performance.now() + milliseconds;
    const go = () => performance.now() < until;
    const noteAppended = (events) => events.forEach((event) => appended.add(event.data.n));
    await Promise.all(Array.from({ length: 32 }, () => write(store, 1, numbers, go, noteAppended)));
    last = performance.now();
    while ([...appended].some((n) => !delivered.has(n)) && performance.now() - last < 2_000) await delay(50);
    aborter.abort();
    await settle(following);
    return { appended: appended.size, delivered: [...appended].filter((n) => delivered.has(n)).length };
  },

  /** From the acknowledged append to a subscriber, and to the committed row of the read model, at a steady pace. */
  async lag({ store, numbers, url }, { milliseconds, perSecond }) {
    if (store.follow === undefined) return {};
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(createReadModel('model_lag'));
    const aborter = new AbortController();
    const acknowledged = new Map();
    /** Acknowledged, and not seen in the read model yet. */
    const pending = new Set();
    const shown = new Map();
    const following = store.follow((batch) => batch.forEach((n) => shown.set(n, performance.now())), aborter.signal);
    // The read model's own process: what it has committed is what another connection sees.
    const projecting = store.project('model_lag', () => undefined, aborter.signal);
    const target = numbers.next;
    while (Number((await client.query('SELECT coalesce(sum(events), 0) AS sum FROM model_lag')).rows[0].sum) < target) {
      await delay(50);
    }
    const committed = new Map();
    let watching = true;
    const watch = (async () => {
      while (watching) {
        const waiting = [...pending];
        if (waiting.length === 0) {
          await delay(0);
          continue;
        }
        const { rows } = await client.query({
          name: 'watch',
          text: 'SELECT last FROM model_lag WHERE stream = ANY($1)',
          values: [waiting.map((n) => `${CATEGORY}-lag-${n}`)],
        });
        const now = performance.now();
        for (const { last } of rows) {
          committed.set(last, now);
          pending.delete(last);
        }
      }
    })();
    const started = performance.now();
    const writing = [];
    for (let n = 0; performance.now() - started < milliseconds; n += 1) {
      const wait = started + (n * 1000) / perSecond - performance.now();
      if (wait > 0) await delay(wait);
      const number = numbers.next++;
      writing.push(
        store.append(`${CATEGORY}-lag-${number}`, 0, [{ ...newEvent(number), id: newId() }]).then(() => {
          acknowledged.set(number, performance.now());
          pending.add(number);
        }),
      );
    }
    await Promise.all(writing);
    const until = performance.now() + 3_000;
    while ((committed.size < writing.length || shown.size < writing.length) && performance.now() < until)
      await delay(20);
    watching = false;
    await watch;
    aborter.abort();
    await Promise.all([settle(following), settle(projecting)]);
    await client.end();
    const behind = (times) =>
      [...acknowledged].filter(([n]) => times.has(n)).map(([n, at]) => Math.max(0, times.get(n) - at));
    return { subscriber: quantiles(behind(shown)), readModel: quantiles(behind(committed)), appended: writing.length };
  },
};

function quantiles(values) {
  const sorted = values.sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99) };
}

/** A consumer is told to stop; some reject then, one never ends. */
const settle = (running) => Promise.race([Promise.resolve(running).catch(() => undefined), delay(3_000)]);
