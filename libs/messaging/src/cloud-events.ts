import { z } from 'zod';
import { isDeeper } from './is-deeper';
import { InvalidMessage, type IntegrationEvent } from './port';
import type { Publishable } from './publishable';

/** Several of them share an index entry of PostgreSQL, which takes some 2,700 bytes. */
const MAX_BYTES = 512;
/** Far below what `JSON.stringify` and PostgreSQL can follow. */
const MAX_LEVELS = 200;

/** An attribute or a key: PostgreSQL keeps it in indexed columns and would store half a surrogate pair as another character. */
const text = z
  .string()
  .min(1)
  .refine((value) => Buffer.byteLength(value) <= MAX_BYTES, `must not be longer than ${MAX_BYTES} bytes`)
  .refine((value) => !value.includes('\0'), 'must not contain a NUL character')
  .refine((value) => value.isWellFormed(), 'must not contain half a surrogate pair');

/** CloudEvents 1.0 as we send and accept it; attributes that we do not know are ignored (CloudEvents 1.0, 3.1). */
const cloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: text,
  type: text,
  source: text,
  subject: text,
  time: z.iso.datetime({ offset: true }),
  correlationid: text,
  causationid: text,
  data: z.unknown().refine((data) => data !== undefined, 'is missing'),
});

/** Structured JSON mode: what a message looks like where it is stored whole. */
export function toStructured({ event, data }: Pick<Publishable, 'event' | 'data'>): string {
  const { id, type, source, subject, time, correlationid, causationid } = event;
  const datacontenttype = 'application/json';
  const attributes = {
    specversion: '1.0',
    id,
    type,
    source,
    subject,
    time,
    datacontenttype,
    correlationid,
    causationid,
  };
  return `${JSON.stringify(attributes).slice(0, -1)},"data":${data}}`;
}

/** The event, or what is wrong with it. */
export function fromStructured(body: unknown): { event: IntegrationEvent } | { fault: string } {
  if (isDeeper(body, MAX_LEVELS)) return { fault: TOO_DEEP };
  const parsed = cloudEvent.safeParse(body);
  if (!parsed.success) return { fault: `not a CloudEvents 1.0 envelope: ${faults(parsed.error)}` };
  const { id, type, source, subject, time, correlationid, causationid, data } = parsed.data;
  return { event: { id, type, source, subject, time, correlationid, causationid, data } };
}

/** What is wrong with a message's key; null: nothing. */
export function keyFault(key: string): string | null {
  const parsed = text.safeParse(key);
  return parsed.success ? null : `the key: ${faults(parsed.error)}`;
}

/** @throws InvalidMessage naming every attribute at fault. */
export function assertPublishable(key: string, event: IntegrationEvent): void {
  const wrong = keyFault(key);
  if (wrong !== null) throw new InvalidMessage(`event ${event.id}: ${wrong}`);
  const read = fromStructured({ specversion: '1.0', ...event });
  if ('fault' in read) throw new InvalidMessage(`event ${event.id} (${event.type}): ${read.fault}`);
}

const TOO_DEEP = `nested deeper than ${MAX_LEVELS} levels`;

const faults = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'it'} ${issue.message}`).join('; ');
