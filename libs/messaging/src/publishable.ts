import { assertPublishable } from './cloud-events';
import { InvalidMessage, type IntegrationEvent } from './port';

/** An event that any bus takes. */
export interface Publishable {
  key: string;
  event: IntegrationEvent;
  /** The event's data as JSON. */
  data: string;
  /** Roughly what it takes in a batch of Kafka's. */
  bytes: number;
}

/** Below a Kafka broker's limit of 1 MiB for a batch; the same on every bus, so that an event may move from one to another. */
const MAX_BYTES = 900 * 1024;
/** The names of the headers, and what Kafka writes about a message. */
const FRAME = 200;

/** @throws InvalidMessage saying what is wrong, and with which event. */
export function publishable(key: string, event: IntegrationEvent): Publishable {
  assertPublishable(key, event);
  const data = jsonOf(event);
  const { id, type, source, subject, time, correlationid, causationid } = event;
  const texts = [key, id, type, source, subject, time, correlationid, causationid, data];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), FRAME);
  if (bytes > MAX_BYTES) {
    throw new InvalidMessage(`event ${id} (${type}): ${bytes} bytes, at most ${MAX_BYTES} are taken`);
  }
  return { key, event, data, bytes };
}

function jsonOf({ id, type, data }: IntegrationEvent): string {
  let json: string | undefined;
  let reason = `JSON has no ${typeof data} like it`;
  try {
    // Gives undefined for what JSON leaves out, whatever its declaration says.
    json = JSON.stringify(data);
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  if (json === undefined) throw new InvalidMessage(`event ${id} (${type}): data cannot be sent: ${reason}`);
  return json;
}
