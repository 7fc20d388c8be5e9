import type { EventFilter, EventStore, Position } from '../port';
import type { RecordedEvent } from '../recorded-event';

/** Everything that `readAll` gives. */
export async function readWhole(
  store: EventStore,
  options: { after?: Position; filter?: EventFilter; batchSize?: number } = {},
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll(options)) events.push(...batch);
  return events;
}

/** Follows a subscription until `enough` says so. */
export async function followUntil(
  store: EventStore,
  enough: (events: RecordedEvent[], position: Position) => boolean,
  options: { after?: Position; filter?: EventFilter; batchSize?: number } = {},
): Promise<RecordedEvent[]> {
  const aborter = new AbortController();
  const events: RecordedEvent[] = [];
  for await (const batch of store.subscribe({ ...options, signal: aborter.signal })) {
    events.push(...batch.events);
    if (enough(events, batch.position)) break;
  }
  aborter.abort();
  return events;
}
