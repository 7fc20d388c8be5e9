import type { z } from 'zod';
import type { Bilingual } from '../http/common';

export type Tag = 'identity' | 'programme' | 'request' | 'ledger' | 'case-file' | 'integration' | 'operations';

/** A problem's stable code and its status. */
export type ProblemCode = keyof typeof problemStatus;

export const problemStatus = {
  'broken-json': 400,
  'invalid-body': 400,
  'invalid-query': 400,
  'invalid-path': 400,
  'invalid-cursor': 400,
  'invalid-header': 400,
  'body-too-deep': 400,
  'not-signed-in': 401,
  forbidden: 403,
  'cross-origin': 403,
  'not-found': 404,
  /** Any code of a decider: the present state does not allow it, or it is somebody else's to do. */
  refused: 409,
  'stale-revision': 412,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  /** Any code of a decider: a value of the command is at fault. */
  'refused-value': 422,
  'idempotency-key-reused': 422,
  'calendar-not-covered': 422,
  'unknown-reference': 422,
  'too-many-attempts': 429,
  unavailable: 503,
} as const;

/** One operation of the public door. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Whole path, `{name}` for its parameters. */
  path: string;
  operationId: string;
  tag: Tag;
  summary: Bilingual;
  /** `public`: no sign-in; else the permission that it needs. */
  permission: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  status: 200 | 201 | 204;
  /** Null: no content. */
  answer: z.ZodType | null;
  /** The same answer comes with this status as well. */
  also?: 503;
  /** Media type of the answer; JSON when absent. */
  media?: 'text/plain' | 'application/schema+json';
  /** Beside those that follow from its parameters, its headers and its body. */
  problems: readonly ProblemCode[];
  /** Takes `Idempotency-Key` (every POST does, but those whose answer is a token and those that are repeatable without). */
  idempotent?: true;
  /** Takes `If-Match`. */
  revisioned?: true;
}
