import { z } from 'zod';
import { account, instant } from '../shared/ids';
import { keyText, LIMITS, text } from '../shared/text';
import { SERVICES } from '../services';
import { page, pageQuery } from './common';

export const serviceParams = z.strictObject({ service: z.enum(SERVICES) });
export const deadLetterParams = serviceParams.extend({ group: keyText(LIMITS.key), key: keyText(LIMITS.key) });
export const parkedParams = serviceParams.extend({ name: keyText(LIMITS.key), stream: keyText(LIMITS.key) });

export const serviceHealth = z
  .object({ service: z.string(), status: z.enum(['ok', 'error']), detail: z.record(z.string(), z.unknown()) })
  .meta({ id: 'ServiceHealth' });

export const subscriptionView = z.object({
  name: z.string(),
  version: z.int(),
  position: z.string(),
  /** Events of the log that it has still to read. */
  lag: z.int().min(0),
  parked: z.array(z.object({ stream: z.string(), reason: z.string(), events: z.int(), since: instant })),
});
export const subscriptionList = z.object({ items: z.array(subscriptionView) }).meta({ id: 'SubscriptionList' });

export const deadLetterView = z.object({
  group: z.string(),
  key: z.string(),
  topic: z.string(),
  /** Id of the first one, which the others wait for. */
  first: z.string(),
  events: z.int().min(1),
  reason: z.string(),
  since: instant,
});
export const deadLetterList = z.object({ items: z.array(deadLetterView) }).meta({ id: 'DeadLetterList' });

export const redriveAnswer = z.object({ redriven: z.int().min(0) }).meta({ id: 'RedriveAnswer' });
/** Gives up the first dead letter of a key, for good; what waits behind it can then be redriven. */
export const discardBody = z
  .strictObject({
    /** `first` of the list: nothing else is given up by mistake, or by a repetition. */
    event: keyText(LIMITS.key),
    reason: text(LIMITS.reason),
  })
  .meta({
    id: 'DiscardBody',
    examples: [{ event: '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e11', reason: '该单位已撤销，消息无法处理' }],
  });
export type DiscardBody = z.infer<typeof discardBody>;
export const discardAnswer = z
  .object({ discarded: z.string(), remaining: z.int().min(0) })
  .meta({ id: 'DiscardAnswer' });
export type DiscardAnswer = z.infer<typeof discardAnswer>;

export const discardedQuery = z.strictObject(pageQuery);
export type DiscardedQuery = z.infer<typeof discardedQuery>;
/** Without what it said: whoever runs the system sees no case. */
export const discardedLetter = z
  .object({
    group: z.string(),
    key: z.string(),
    topic: z.string(),
    partition: z.int(),
    offset: z.string(),
    /** Id of the event; of a message that could not be read, where it lay. */
    event: z.string(),
    /** Why it could not be handled. */
    failure: z.string(),
    failedAt: instant,
    discardedBy: account,
    /** Why it was given up. */
    reason: z.string(),
    discardedAt: instant,
  })
  .meta({ id: 'DiscardedDeadLetter' });
export type DiscardedLetter = z.infer<typeof discardedLetter>;

/** Newest first. */
export const discardedPage = page(discardedLetter).meta({ id: 'DiscardedDeadLetterPage' });
export type DiscardedPage = z.infer<typeof discardedPage>;

export const liveness = z.object({ status: z.literal('ok'), service: z.string() }).meta({ id: 'Liveness' });

const checkStatus = z.enum(['ok', 'degraded', 'error']);
const brokerState = z.object({
  /** Whether the brokers answer. */
  connected: z.boolean(),
  /** Messages that wait for being published. */
  publishing: z.int().min(0),
  /** Of each consumer group its live members, and the messages that this service has still to handle. */
  groups: z.array(z.object({ group: z.string(), members: z.int().min(0), lag: z.int().min(0) })),
});
export type BrokerState = z.infer<typeof brokerState>;
export const readiness = z
  .object({
    status: checkStatus,
    service: z.string(),
    checks: z.record(z.string(), checkStatus),
    bus: brokerState,
  })
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof readiness>;

/** Prometheus' text format. */
export const metricsText = z.string().meta({ id: 'Metrics' });
