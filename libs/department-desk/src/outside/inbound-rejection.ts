import type { DepartmentService } from '@sanban/contracts';
import type { RecordedEvent } from '@sanban/event-store';
import { z } from 'zod';

/** Streams of refused messages all start with this; a stream each. */
export const rejectionStreamPrefix = (service: DepartmentService) => `${service}.inbound-rejection-`;

/** Stable codes of what is wrong with a message itself; what a command refuses keeps its own code. */
export type MessageFault =
  /** No CloudEvent. */
  | 'unreadable'
  | 'unknown-type'
  | 'unknown-version'
  | 'invalid-data'
  /** It speaks for an agency whose topic it is not. */
  | 'wrong-agency'
  /** The key is not the subject, or the subject not the case file's request. */
  | 'wrong-key';

/** Why a message changed nothing. */
export interface Fault {
  code: string;
  reason: string;
  field: string | null;
}

/** In the log: the relay tells the sender. */
export const messageRejected = z.object({
  agency: z.string(),
  message: z.string(),
  messageType: z.string().nullable(),
  /** Key on the bus: the answer goes under the same. */
  key: z.string(),
  code: z.string(),
  reason: z.string(),
  field: z.string().nullable(),
  at: z.string(),
});
export type MessageRejected = z.infer<typeof messageRejected>;

export const REJECTED = 'InboundMessageRejected';

export const isRejection = ({ type }: RecordedEvent): boolean => type === REJECTED;
