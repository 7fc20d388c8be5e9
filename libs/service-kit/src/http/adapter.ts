import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { readJsonBodies } from './json-body';
import { BODY_LIMIT } from './limits';
import { PROBLEM_JSON, problemBody } from './problem-filter';
import { problems } from './problems';
import { tagRevisions } from './revision-tag';

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
      void reply.code(400).header('content-type', PROBLEM_JSON).send(problemBody(problems.badRequest()));
    },
  });
  const fastify = adapter.getInstance();
  fastify.decorateRequest('principal', null);
  readJsonBodies(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(CORRELATION_HEADER, request.id);
    done();
  });
  tagRevisions(fastify);
  return adapter;
}

export function correlationIdOf(request: { headers: IncomingMessage['headers'] }): string {
  const given = request.headers[CORRELATION_HEADER];
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}
