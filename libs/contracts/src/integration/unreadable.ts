import type { z } from 'zod';

/** Why an event cannot be read: its consumer sends it to the dead letters with `reason`. */
export interface Unreadable {
  readable: false;
  code: 'unknown-type' | 'unknown-version' | 'invalid-data';
  reason: string;
  /** First field of `data` at fault; null where it is the type. */
  field: string | null;
}
export interface Readable<Event> {
  readable: true;
  event: Event;
}

export const unreadable = (code: Unreadable['code'], reason: string, field: string | null = null): Unreadable => ({
  readable: false,
  code,
  reason,
  field,
});

export function faultsOf(type: string, error: z.ZodError): Unreadable {
  const list = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return unreadable('invalid-data', `${type}: ${list.join('; ')}`, error.issues[0]?.path.join('.') ?? null);
}
