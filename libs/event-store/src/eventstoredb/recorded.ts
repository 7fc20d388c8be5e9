import { jsonEvent, type EventData } from '@eventstore/db-client';
import { z } from 'zod';
import type { EncodedEvent } from '../encode';
import type { EventMetadata, JsonObject } from '../port';
import { RecordedEvent } from '../recorded-event';
import { toPosition } from './position';

/** What the client gives of one event, of a stream or of `$all`. */
export interface ServerEvent {
  streamId: string;
  id: string;
  revision: bigint;
  type: string;
  data: unknown;
  metadata: unknown;
  position?: { commit: bigint };
}

const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const metadata = z.looseObject({ schemaVersion: z.int() });
/** Checked when it was written; here only that it is one of ours. */
const envelope = z.custom<EventMetadata>(
  (value) => typeof value === 'object' && value !== null && 'recordedAt' in value && 'causationId' in value,
);

/** The schema version stands in the metadata, beside what the port calls metadata. */
export function toServer({ id, type, schemaVersion, data, metadata: own }: EncodedEvent): EventData {
  return jsonEvent({
    id,
    type,
    data: jsonObject.parse(JSON.parse(data)),
    metadata: { schemaVersion, ...jsonObject.parse(JSON.parse(own)) },
  });
}

/** @throws when the event was not written by this adapter: the log is ours alone, so nothing can be skipped */
export function fromServer(event: ServerEvent, prefix: string): RecordedEvent {
  const parsed = metadata.safeParse(event.metadata);
  const { schemaVersion, ...rest } = parsed.success ? parsed.data : { schemaVersion: 0 };
  const own = envelope.safeParse(rest);
  const data = jsonObject.safeParse(event.data);
  if (!own.success || !data.success || event.position === undefined) {
    throw new Error(`event ${event.id} of ${event.streamId} was not written by Sanban`);
  }
  return new RecordedEvent(
    {
      id: event.id,
      type: event.type,
      schemaVersion,
      data: data.data,
      stream: event.streamId.slice(prefix.length),
      revision: Number(event.revision),
      position: toPosition(event.position.commit),
    },
    own.data,
  );
}
