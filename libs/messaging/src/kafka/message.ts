import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { receive, refused, type Delivery } from '../inbox/delivery';
import type { IntegrationEvent } from '../port';

/** CloudEvents 1.0, Kafka protocol binding, binary mode: attributes in headers, data in the value. */
const ATTRIBUTES = ['id', 'type', 'source', 'subject', 'time', 'correlationid', 'causationid'] as const;

export interface Outgoing {
  key: string;
  value: string;
  headers: Record<string, string>;
  /** Roughly what it takes in a batch. */
  bytes: number;
}

export function toMessage(key: string, event: IntegrationEvent): Outgoing {
  const headers: Record<string, string> = { 'content-type': 'application/json', ce_specversion: '1.0' };
  for (const name of ATTRIBUTES) headers[`ce_${name}`] = event[name];
  const value = JSON.stringify(event.data);
  const bytes = Object.entries(headers).reduce(
    (sum, [name, text]) => sum + name.length + Buffer.byteLength(text) + 4,
    Buffer.byteLength(value) + Buffer.byteLength(key) + 20,
  );
  return { key, value, headers, bytes };
}

export const inPartition = ({ key, value, headers }: Outgoing, partition: number): Message => ({
  partition,
  key,
  value,
  headers,
});

/**
 * Reads whatever lies in a topic, in binary or structured mode. What is no CloudEvent becomes a delivery with a fault: an
 * outside system's mistake is a dead letter, not our crash.
 */
export function fromMessage(topic: string, partition: number, message: KafkaMessage): Delivery {
  const place = { topic, partition, offset: Number(message.offset) };
  const key = message.key?.toString('utf8') ?? '';
  const headers = textHeaders(message.headers ?? {});
  const value = message.value?.toString('utf8') ?? null;
  const structured = headers['content-type']?.startsWith('application/cloudevents+json') ?? false;
  const refuse = (fault: string) => refused(place, key, { key, headers, value }, fault);

  if (value === null) return refuse('the message has no value');
  let data: unknown;
  try {
    data = JSON.parse(value);
  } catch {
    return refuse('the value is not JSON');
  }
  if (!structured && headers['ce_specversion'] === undefined) {
    return refuse('not a CloudEvent: there is no ce_specversion header');
  }
  const delivery = receive(place, key, structured ? data : { ...attributes(headers), data });
  return delivery.event === null ? refuse(delivery.fault) : delivery;
}

/** `ce_` headers without their prefix; extensions among them. */
const attributes = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('ce_'))
      .map(([name, text]) => [name.slice(3), text]),
  );

function textHeaders(headers: IHeaders): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const one = Array.isArray(value) ? value[0] : value;
    if (one !== undefined) texts[name] = one.toString('utf8');
  }
  return texts;
}
