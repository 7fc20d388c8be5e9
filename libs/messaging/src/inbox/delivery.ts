import { fromStructured } from '../cloud-events';
import type { ReceivedEvent } from '../port';

/** One partition of a topic, as one group reads it. */
export interface Source {
  group: string;
  topic: string;
  partition: number;
}

/** One message as the bus hands it over. */
export interface Delivery {
  offset: number;
  key: string;
  /** The event's id; where there is no event in it, a name made of the place where it lies. */
  id: string;
  /** JSON as received, for the dead letters. */
  body: unknown;
  /** null where `fault` says why there is none. */
  event: ReceivedEvent | null;
  fault: string;
}

/** Reads a message at the edge: one that is no CloudEvent becomes a delivery with a fault, never an exception. */
export function receive(
  place: { topic: string; partition: number; offset: number },
  key: string,
  body: unknown,
): Delivery {
  const read = fromStructured(body);
  const { topic, partition, offset } = place;
  if ('fault' in read) {
    return { offset, key, id: `${topic}/${partition}/${offset}`, body, event: null, fault: read.fault };
  }
  const event = { ...read.event, topic, key, partition, offset: String(offset) };
  return { offset, key, id: event.id, body, event, fault: '' };
}
