import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore, RecordedEvent } from '@sanban/event-store';
import { newEvent } from '@sanban/event-store/testing';

const WRITERS = 8;

interface Load {
  /** Ids of the events whose append was acknowledged, by stream, in order. */
  acknowledged: Map<string, string[]>;
  seen: RecordedEvent[];
}

/** Eight writers and one subscriber, while `trouble` lasts; then the writers end, and the subscriber has seen everything. */
export async function underLoad(store: EventStore, trouble: () => Promise<void>): Promise<Load> {
  const acknowledged = new Map<string, string[]>();
  const seen: RecordedEvent[] = [];
  const over = new AbortController();
  const following = (async () => {
    for await (const { events } of store.subscribe({ signal: over.signal })) seen.push(...events);
  })();
  let going = true;
  const writing = Array.from({ length: WRITERS }, async (_, writer) => {
    const stream = `test.writer-${writer}`;
    const ids: string[] = [];
    acknowledged.set(stream, ids);
    while (going) {
      const events = Array.from({ length: 1 + (ids.length % 3) }, () => newEvent({}, { writer }));
      const { revision } = await store.append(stream, ids.length === 0 ? 'none' : ids.length - 1, events);
      ids.push(...events.map(({ id }) => id));
      expect(revision).toBe(ids.length - 1);
    }
  });
  await trouble();
  going = false;
  await Promise.all(writing);
  const total = [...acknowledged.values()].flat().length;
  const until = Date.now() + 15_000;
  while (seen.length < total && Date.now() < until) await delay(10);
  over.abort();
  await following;
  return { acknowledged, seen };
}

/** No event lost, none twice, none out of order: in the streams, in the log, and for the subscriber. */
export async function expectWhole(store: EventStore, { acknowledged, seen }: Load): Promise<void> {
  const log: RecordedEvent[] = [];
  for await (const batch of store.readAll()) log.push(...batch);
  for (const [stream, ids] of acknowledged) {
    expect((await store.readStream(stream)).map(({ id }) => id)).toEqual(ids);
    expect(log.filter((event) => event.stream === stream).map(({ id }) => id)).toEqual(ids);
  }
  expect(log).toHaveLength([...acknowledged.values()].flat().length);
  expect(seen).toEqual(log);
  expect(log.length).toBeGreaterThan(WRITERS);
}
