import type { EventFilter, JsonObject } from '../port';
import { RecordedEvent } from '../recorded-event';
import { toPosition } from './position';

/** The columns of {@link COLUMNS} as the server sends them. */
export type Row = [
  position: string,
  id: string,
  stream: string,
  revision: string,
  type: string,
  schemaVersion: string,
  data: string,
  metadata: string,
];

export const COLUMNS = 'position, id, stream, revision, type, schema_version, data, metadata';

/** The JSON was checked when it was written, so it is not checked again for every reader. */
export const fromRow = ([position, id, stream, revision, type, schemaVersion, data, metadata]: Row): RecordedEvent =>
  new RecordedEvent(
    {
      id,
      type,
      schemaVersion: Number(schemaVersion),
      data: JSON.parse(data) as JsonObject,
      stream,
      revision: Number(revision),
      position: toPosition(Number(position)),
    },
    metadata,
  );

/** The same rule as the reading statement's. */
export function passes([, , stream, , type]: Row, { streamPrefixes, types }: EventFilter): boolean {
  return (
    (types === undefined || types.includes(type)) &&
    (streamPrefixes === undefined || streamPrefixes.some((prefix) => stream.startsWith(prefix)))
  );
}
