import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { receive, refused, type Delivery, type Place } from '../inbox/delivery';
import type { Publishable } from '../publishable';

/** CloudEvents 1.0, Kafka protocol binding, binary mode: attributes in headers, data in the value. */
const ATTRIBUTES = ['id', 'type', 'source', 'subject', 'time', 'correlationid', 'causationid'] as const;
/** Others are ignored, whatever they hold. */
const READ_HEADERS = ['content-type', 'ce_specversion', ...ATTRIBUTES.map((name) => `ce_${name}`)];

export interface Outgoing {
  key: string;
  value: string;
  headers: Record<string, string>;
  /** Roughly what it takes in a batch. */
  bytes: number;
}

export function toMessage({ key, event, data, bytes }: Publishable): Outgoing {
  const headers: Record<string, string> = { 'content-type': 'application/json', ce_specversion: '1.0' };
  for (const name of ATTRIBUTES) headers[`ce_${name}`] = event[name];
  return { key, value: data, headers, bytes };
}

export const inPartition = ({ key, value, headers }: Outgoing, partition: number): Message => ({
  partition,
  key,
  value,
  headers,
});

/** A part of a message as it is kept: as text, or as its bytes where they are no UTF-8. Decoded all the same they would become other text. */
const partSchema = z.union([z.string(), z.strictObject({ base64: z.string() })]);
type Part = z.infer<typeof partSchema>;
const partsSchema = z.strictObject({
  key: partSchema,
  headers: z.record(z.string(), partSchema),
  value: partSchema.nullable(),
});
type Parts = z.infer<typeof partsSchema>;

/**
 * Reads whatever lies in a topic, in binary or structured mode. What is no CloudEvent becomes a delivery with a fault: an
 * outside system's mistake is a dead letter, not our crash.
 */
export function fromMessage(topic: string, partition: number, message: KafkaMessage): Delivery {
  const place = { topic, partition, offset: Number(message.offset) };
  const { key, headers = {}, value } = message;
  return fromParts(place, {
    key: partOf(key ?? ''),
    headers: partsOf(headers),
    value: value === null ? null : partOf(value),
  });
}

/** Reads what lies in the dead letters: an event, or the parts of a message that could not be read. */
export function fromDeadLetter(place: Place, key: string, body: unknown): Delivery {
  const parts = partsSchema.safeParse(body);
  return parts.success ? fromParts(place, parts.data) : receive(place, key, body);
}

function fromParts(place: Place, parts: Parts): Delivery {
  const { key, headers, value } = parts;
  const refuse = (fault: string) => refused(place, isBytes(key) ? '' : key, parts, fault);

  const garbled = notUtf8(parts);
  if (isBytes(key) || isBytes(value) || garbled.length > 0) {
    return refuse(`${garbled.join(' and ')} ${garbled.length > 1 ? 'are' : 'is'} not UTF-8, and kept as base64`);
  }
  if (value === null) return refuse('the message has no value');
  let data: unknown;
  try {
    data = JSON.parse(value);
  } catch {
    return refuse('the value is not JSON');
  }
  const type = headers['content-type'];
  const structured = typeof type === 'string' && type.startsWith('application/cloudevents+json');
  if (!structured && headers['ce_specversion'] === undefined) {
    return refuse('not a CloudEvent: there is no ce_specversion header');
  }
  const delivery = receive(place, key, structured ? data : { ...attributes(headers), data });
  return delivery.event === null ? refuse(delivery.fault) : delivery;
}

/** `ce_` headers without their prefix; extensions among them. */
const attributes = (headers: Record<string, Part>) =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('ce_'))
      .map(([name, part]) => [name.slice(3), part]),
  );

const partsOf = (headers: IHeaders): Record<string, Part> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const one = Array.isArray(value) ? value[0] : value;
      return one === undefined ? [] : [[name, partOf(one)]];
    }),
  );

const partOf = (bytes: Buffer | string): Part => {
  if (typeof bytes === 'string') return bytes;
  return isUtf8(bytes) ? bytes.toString('utf8') : { base64: bytes.toString('base64') };
};

const isBytes = (part: Part | null | undefined): part is Exclude<Part, string> =>
  typeof part === 'object' && part !== null;

const notUtf8 = ({ key, headers, value }: Parts): string[] => [
  ...(isBytes(key) ? ['the key'] : []),
  ...READ_HEADERS.filter((name) => isBytes(headers[name])).map((name) => `the header ${name}`),
  ...(isBytes(value) ? ['the value'] : []),
];
