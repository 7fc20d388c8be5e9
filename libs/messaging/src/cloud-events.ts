import { z } from 'zod';
import { InvalidMessage, type IntegrationEvent } from './port';

/** Of an attribute: PostgreSQL keeps it in indexed columns, which take neither a NUL nor a text without end. */
const text = z
  .string()
  .min(1)
  .max(1024)
  .refine((value) => !value.includes('\0'), 'must not contain a NUL character');

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

const messageKey = z
  .string()
  .min(1)
  .max(512)
  .refine((key) => !key.includes('\0'), 'must not contain a NUL character');

/** Structured JSON mode: what a message looks like where it is stored whole. */
export function toStructured(event: IntegrationEvent): string {
  const { id, type, source, subject, time, correlationid, causationid, data } = event;
  return JSON.stringify({
    specversion: '1.0',
    id,
    type,
    source,
    subject,
    time,
    datacontenttype: 'application/json',
    correlationid,
    causationid,
    data,
  });
}

/** The event, or what is wrong with it. */
export function fromStructured(body: unknown): { event: IntegrationEvent } | { fault: string } {
  const parsed = cloudEvent.safeParse(body);
  if (!parsed.success) return { fault: `not a CloudEvents 1.0 envelope: ${faults(parsed.error)}` };
  const { id, type, source, subject, time, correlationid, causationid, data } = parsed.data;
  return { event: { id, type, source, subject, time, correlationid, causationid, data } };
}

/** @throws InvalidMessage naming every attribute at fault. */
export function assertPublishable(key: string, event: IntegrationEvent): void {
  const good = messageKey.safeParse(key);
  if (!good.success) throw new InvalidMessage(`the key of event ${event.id}: ${faults(good.error)}`);
  const parsed = cloudEvent.safeParse({ specversion: '1.0', ...event });
  if (!parsed.success) throw new InvalidMessage(`event ${event.id} (${event.type}): ${faults(parsed.error)}`);
}

const faults = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'it'} ${issue.message}`).join('; ');
