import { z } from 'zod';
import { outboundEvents } from '../integration/registry';
import { FAULTS } from '../shared/faults';
import { agencyId, instant, uuid } from '../shared/ids';
import { isStorable, line, LIMITS } from '../shared/text';
import { agencyParams } from './case-files';
import { page, pageQuery } from './common';

export const webhookParams = agencyParams.extend({ id: uuid });
export const deliveryParams = webhookParams.extend({ delivery: uuid });

const outboundType = z.string().refine((type) => outboundEvents.has(type), FAULTS.eventType.en);

export const createWebhookBody = z
  .strictObject({
    /** `https://…`; plain HTTP and private addresses only where the installation allows them. */
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .refine(isStorable, FAULTS.unstorable.en),
    /** Only these types of event; null: all. */
    types: z.array(outboundType).min(1).max(50).nullable().default(null),
    description: line(LIMITS.title).nullable().default(null),
  })
  .meta({
    id: 'CreateWebhookBody',
    examples: [{ url: 'https://oa.example/sanban', types: ['sanban.outbound.assigned.v1'], description: '办公系统' }],
  });
export type CreateWebhookBody = z.infer<typeof createWebhookBody>;

export const webhookView = z
  .object({
    id: uuid,
    agency: agencyId,
    url: z.string(),
    types: z.array(z.string()).nullable(),
    description: z.string().nullable(),
    state: z.enum(['active', 'disabled']),
    /** gone: it answered 410; exhausted: the last try of a delivery failed. Null while it is active. */
    disabledBecause: z.enum(['gone', 'exhausted']).nullable(),
    /** Deliveries that have not arrived yet; 10,000 stands for so many or more. */
    pending: z.int().min(0),
    createdAt: instant,
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.infer<typeof webhookView>;

export const webhookList = z.object({ items: z.array(webhookView) }).meta({ id: 'WebhookList' });
export type WebhookList = z.infer<typeof webhookList>;

const secret = z.string().regex(/^whsec_[A-Za-z0-9+/]+=*$/);
/** The secret is shown here and never again. */
export const webhookWithSecret = webhookView.extend({ secret }).meta({ id: 'WebhookWithSecret' });
export type WebhookWithSecret = z.infer<typeof webhookWithSecret>;

/** Both secrets sign until `previousUntil`. */
export const rotatedSecret = z.object({ id: uuid, secret, previousUntil: instant }).meta({ id: 'RotatedSecret' });
export type RotatedSecret = z.infer<typeof rotatedSecret>;

export const deliveryState = z.enum(['pending', 'delivered', 'failed']);
export const deliveryQuery = z.strictObject({ state: deliveryState.optional(), ...pageQuery });
export type DeliveryQuery = z.infer<typeof deliveryQuery>;

const attempt = z.object({
  at: instant,
  /** HTTP status; null where there was no answer. */
  status: z.int().nullable(),
  /** Why it did not arrive; null where it did. */
  error: z.string().nullable(),
  milliseconds: z.int().min(0),
  /** At most the first 1,024 bytes of the answer's body. */
  answer: z.string(),
});

export const deliveryView = z
  .object({
    id: uuid,
    /** The header `webhook-id`: the same on every try. */
    eventId: z.string(),
    type: z.string(),
    request: uuid.nullable(),
    state: deliveryState,
    createdAt: instant,
    /** Null unless it is pending. */
    nextAttemptAt: instant.nullable(),
    /** Oldest first; the last 20. */
    attempts: z.array(attempt),
  })
  .meta({ id: 'WebhookDelivery' });
export type DeliveryView = z.infer<typeof deliveryView>;

/** Newest first. */
export const deliveryPage = page(deliveryView).meta({ id: 'WebhookDeliveryPage' });
export type DeliveryPage = z.infer<typeof deliveryPage>;
