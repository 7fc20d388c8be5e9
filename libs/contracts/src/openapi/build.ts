import type { z } from 'zod';
import type { Bilingual } from '../http/common';
import { commandAnswer } from '../http/common';
import type { Operation, ProblemCode, Tag } from './operation';

const READ: readonly ProblemCode[] = ['not-signed-in', 'forbidden', 'invalid-query'];
const COMMAND: readonly ProblemCode[] = [
  'not-signed-in',
  'forbidden',
  'not-found',
  'refused',
  'stale-revision',
  'refused-value',
  'idempotency-key-reused',
  'unavailable',
];

interface Reading {
  path: string;
  operationId: string;
  tag: Tag;
  summary: Bilingual;
  permission: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  answer: z.ZodType;
  media?: 'text/plain';
  problems?: readonly ProblemCode[];
}

/** A GET. */
export const reading = ({ problems = [], ...rest }: Reading): Operation => ({
  method: 'get',
  status: 200,
  problems: [...READ, ...(rest.params ? (['not-found'] as const) : []), ...problems],
  ...rest,
});

interface Intent {
  path: string;
  operationId: string;
  tag: Tag;
  summary: Bilingual;
  permission: string;
  params?: z.ZodObject;
  body: z.ZodType;
  problems?: readonly ProblemCode[];
}

/** A command: POST with `Idempotency-Key` and `If-Match`, answered by {@link commandAnswer}. */
export const intent = ({ problems = [], ...rest }: Intent): Operation => ({
  method: 'post',
  status: 200,
  answer: commandAnswer,
  problems: [...COMMAND, ...problems],
  idempotent: true,
  revisioned: true,
  ...rest,
});
