import { randomUUID } from 'node:crypto';

/** Events a stream. */
export const STREAM_LENGTH = 10;
export const TYPE = 'SomethingHappened';
/** All streams are of one category, since some stores read by category only. */
export const CATEGORY = 'bench';

/** A UUIDv7, from the cached random of `randomUUID`: it must not cost more than what is measured. */
export function newId() {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

const text = 'The office assigned the request to the finance bureau. '.repeat(6).slice(0, 250);

/** An event whose data and metadata are 600 bytes of JSON together. `n` tells it from all others of the run. */
export function newEvent(n) {
  const data = { n, at: '2022-08-22T09:00:00+08:00', agency: '530902/finance', text, pad: '' };
  const metadata = {
    recordedAt: '2022-08-22T09:00:00+08:00',
    actor: { user: 'u-17', agency: '530902/finance', role: 'handler' },
    programme: 'linxiang-2022',
    correlationId: '019012a4-0000-7000-8000-000000000000',
    causationId: '019012a4-0000-7000-8000-000000000001',
  };
  data.pad = 'x'.repeat(Math.max(0, 600 - JSON.stringify(data).length - JSON.stringify(metadata).length));
  return { id: newId(), type: TYPE, data, metadata };
}

/**
 * One writer: begins a stream, appends to it in batches with the expected revision until it is full, begins the next.
 * @param store its `append(stream, length, events, memo)` expects `length` events in the stream; what it returns is handed
 * back to it with the stream's next append.
 * @param go whether to write a further batch.
 * @param appended is told of each acknowledged batch.
 */
export async function write(store, batch, numbers, go, appended) {
  while (go()) {
    const stream = `${CATEGORY}-${newId()}`;
    let memo;
    for (let length = 0; length < STREAM_LENGTH && go(); length += batch) {
      const events = Array.from({ length: batch }, () => newEvent(numbers.next++));
      memo = await store.append(stream, length, events, memo);
      appended(events);
    }
  }
}
