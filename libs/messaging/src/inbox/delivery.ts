import { fromStructured, keyFault } from '../cloud-events';
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
  /** What the inbox knows a repetition by: the event's id. Where there is no event, a name made of the place where it lies. */
  id: string;
  /** JSON as received, for the dead letters. */
  body: unknown;
  /** null where `fault` says why there is none. */
  event: ReceivedEvent | null;
  fault: string;
}

/** Where a message lies. */
export interface Place {
  topic: string;
  partition: number;
  offset: number;
}

/**
 * Reads a message at the edge: one that is no CloudEvent becomes a delivery with a fault, never an exception.
 * Without a key it goes under the name of its place: it has no others to queue behind.
 */
export function receive(place: Place, key: string, body: unknown): Delivery {
  const wrongKey = faultOfGiven(key);
  if (wrongKey !== null) return refused(place, key, body, wrongKey);
  const read = fromStructured(body);
  if ('fault' in read) return refused(place, key, body, read.fault);
  const { topic, partition, offset } = place;
  const event = { ...read.event, topic, key: key || nameOf(place), partition, offset: String(offset) };
  return { offset, key: event.key, id: event.id, body, event, fault: '' };
}

/** A message with which nothing can be done; a key that cannot be stored gives way to the name of the place, too. */
export function refused(place: Place, key: string, body: unknown, fault: string): Delivery {
  const wrongKey = faultOfGiven(key);
  return {
    offset: place.offset,
    key: wrongKey === null && key !== '' ? key : nameOf(place),
    id: nameOf(place),
    body,
    event: null,
    fault: wrongKey ?? fault,
  };
}

const faultOfGiven = (key: string): string | null => (key === '' ? null : keyFault(key));

const nameOf = ({ topic, partition, offset }: Place): string => `${topic}/${partition}/${offset}`;
