import { hash, randomUUID } from 'node:crypto';
import type { Principal } from '@sanban/identity';
import type { FastifyRequest } from 'fastify';
import { v5 } from 'uuid';
import { problems } from '../http/problems';
import { pathOf } from '../http/request';

/** Everything about a command that is not its content. */
export interface CommandContext {
  /** UUID. The same for every retry; recorded as `causationId` of the events. */
  commandId: string;
  /** Hash of the method, path and body: the same command id with another one is a misuse. */
  fingerprint: string;
  principal: Principal;
  correlationId: string;
  /** From `If-Match`: decide only if the stream is still there. */
  expectedRevision?: number;
  /** As the caller sent it; absent where there was none, or where no caller is. */
  idempotencyKey?: string;
}

const COMMANDS = '6f1f0d0b-4f0c-5a55-9d6a-53b3f2f0a6c1';

/** A retry by the same user with the same key has the same command id. */
export const commandIdOf = (user: string, idempotencyKey: string): string => v5(`${user}\n${idempotencyKey}`, COMMANDS);

/** An id that follows from another: the case file of an assignment, the command of a timer. */
export const derivedId = (commandId: string, purpose: string): string => v5(purpose, commandId);

/** @throws 400 where `Idempotency-Key` or `If-Match` is malformed */
export function commandContext(request: FastifyRequest, principal: Principal): CommandContext {
  const idempotencyKey = parseIdempotencyKey(request.headers['idempotency-key']);
  const expectedRevision = parseIfMatch(request.headers['if-match']);
  return {
    commandId: idempotencyKey === undefined ? randomUUID() : commandIdOf(principal.user, idempotencyKey),
    // Without a key nobody can retry, so nothing will ever be compared.
    fingerprint:
      idempotencyKey === undefined ? '' : fingerprintOf(request.method, pathOf(request), request.body ?? null),
    principal,
    correlationId: request.id,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(expectedRevision === undefined ? {} : { expectedRevision }),
  };
}

export const fingerprintOf = (method: string, path: string, body: unknown): string =>
  hash('sha256', `${method} ${path}\n${JSON.stringify(body)}`, 'base64url').slice(0, 22);

export function parseIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw problems.invalidHeader(
    'Idempotency-Key',
    'It is 1 to 255 visible ASCII characters without blanks, e.g. a UUID.',
    '应为 1 至 255 个可见的 ASCII 字符，不含空格，如 UUID。',
  );
}

/** `"7"`; `*` asks for nothing in particular. */
export function parseIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const revision = /^"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (revision !== undefined) return Number(revision);
  throw problems.invalidHeader(
    'If-Match',
    'It is one revision in double quotes, as the ETag gave it, e.g. "3".',
    '应为 ETag 所给的一个版本号，带双引号，如 "3"。',
  );
}
