import { z } from 'zod';
import { instant } from '../shared/ids';
import { page, pageQuery } from './common';

export const inboundDeadLetterQuery = z.strictObject(pageQuery);
export type InboundDeadLetterQuery = z.infer<typeof inboundDeadLetterQuery>;

/** A message of an agency's own system that changed nothing. */
export const inboundDeadLetter = z
  .object({
    /** CloudEvents id; where it was none, `topic/partition/offset`. */
    message: z.string(),
    type: z.string().nullable(),
    key: z.string(),
    topic: z.string(),
    partition: z.int(),
    offset: z.string(),
    /** Stable: one of docs/integration.md. */
    code: z.string(),
    reason: z.string(),
    field: z.string().nullable(),
    receivedAt: instant,
    /** As it was received. */
    event: z.unknown(),
  })
  .meta({ id: 'InboundDeadLetter' });
export type InboundDeadLetter = z.infer<typeof inboundDeadLetter>;

/** Newest first. */
export const inboundDeadLetterPage = page(inboundDeadLetter).meta({ id: 'InboundDeadLetterPage' });
export type InboundDeadLetterPage = z.infer<typeof inboundDeadLetterPage>;
