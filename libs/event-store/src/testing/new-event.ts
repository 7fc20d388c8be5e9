import { randomBytes } from 'node:crypto';
import type { JsonObject, NewEvent } from '../port';

/** A UUIDv7, as every event id is: sorted by time, so that the index on ids grows at its end. */
export function uuidv7(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** An event of no particular kind, for tests of stores and subscriptions. */
export function newEvent(overrides: Partial<NewEvent> = {}, data: JsonObject = {}): NewEvent {
  return {
    id: uuidv7(),
    type: 'SomethingHappened',
    schemaVersion: 1,
    data,
    metadata: {
      recordedAt: '2022-08-22T09:00:00+08:00',
      actor: { user: 'a-user', agency: '530902/finance', role: 'handler' },
      programme: 'linxiang-2022',
      correlationId: uuidv7(),
      causationId: uuidv7(),
    },
    ...overrides,
  };
}
