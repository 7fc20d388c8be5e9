import { assertText, toJson } from './json';
import { InvalidEvent, type ExpectedRevision, type NewEvent } from './port';

/** A new event as it is written: checked, and its JSON as text. */
export interface EncodedEvent {
  id: string;
  type: string;
  schemaVersion: number;
  data: string;
  metadata: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MAX_INT = 2 ** 31 - 1;
/** So that one event can never hold up its group. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Names stand in indexes, whose entries are limited. */
const MAX_NAME = 500;

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= MAX_INT;

/** Whatever could make the database refuse the statement is refused here, before it meets the appends of others. */
export function encodeAppend(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): EncodedEvent[] {
  assertName(stream, 'the stream’s name');
  if (typeof expected === 'number' && !isCount(expected)) {
    throw new InvalidEvent(`expected revision ${expected} is not a whole number from 0`);
  }
  if (events.length === 0) throw new InvalidEvent(`nothing to append to ${stream}: the list of events is empty`);
  return events.map(encodeEvent);
}

function encodeEvent(event: NewEvent): EncodedEvent {
  const { id, type, schemaVersion, data, metadata } = event;
  if (!UUID.test(id)) throw new InvalidEvent(`event id “${id}” is not a UUID in lower case`);
  assertName(type, 'the type of an event');
  if (!isCount(schemaVersion))
    throw new InvalidEvent(`schema version ${schemaVersion} of event ${id} is not a whole number`);
  const encoded = {
    id,
    type,
    schemaVersion,
    data: toJson(data, 'data'),
    metadata: toJson(metadata, 'metadata'),
  };
  if (encoded.data.length + encoded.metadata.length > MAX_BYTES) {
    throw new InvalidEvent(
      `event ${id} (${type}) is larger than ${MAX_BYTES} characters of JSON: keep files elsewhere`,
    );
  }
  return encoded;
}

function assertName(name: string, what: string): void {
  if (name === '' || name.length > MAX_NAME) throw new InvalidEvent(`${what} must have 1 to ${MAX_NAME} characters`);
  assertText(name, what);
}
