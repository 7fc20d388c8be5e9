import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { readJsonBodies } from './json-body';
import { BODY_LIMIT } from './limits';
import { refuseOtherMethods } from './method-not-allowed';
import { PROBLEM_JSON, problemBody } from './problem-filter';
import { problems } from './problems';
import { tagRevisions } from './revision-tag';
import { SECURITY_HEADERS } from './security-headers';

export const CORRELATION_HEADER = 'x-correlation-id';

/** Fastify as every service runs it: JSON only, at most 1 MiB, the caller's correlation id or a new one. */
export function createAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // The longest key on the bus, which the addresses of its dead letters name.
    routerOptions: { maxParamLength: 512 },
    keepAliveTimeout: 75_000,
    forceCloseConnections: 'idle',
    // While it shuts down it still answers what has come in.
    return503OnClosing: false,
    genReqId: correlationIdOf,
    // Nest's middleware is not used: the guard and the pipes are the way in.
    skipMiddie: true,
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => {
      const headers = { ...SECURITY_HEADERS, 'content-type': PROBLEM_JSON };
      void reply.code(400).headers(headers).send(problemBody(problems.badRequest()));
    },
  });
  const fastify = adapter.getInstance();
  fastify.decorateRequest('principal', null);
  readJsonBodies(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    // Not set on Node's response: its headers are checked one by one then, and again when they are sent.
    void reply.headers(SECURITY_HEADERS).header(CORRELATION_HEADER, request.id);
    done();
  });
  refuseOtherMethods(fastify);
  tagRevisions(fastify);
  return adapter;
}

export function correlationIdOf(request: { headers: IncomingMessage['headers'] }): string {
  const given = request.headers[CORRELATION_HEADER];
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}
