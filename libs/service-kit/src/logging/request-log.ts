import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** One line for each command that was answered; queries only at level debug. Routes, not addresses: nothing personal. */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const level = request.method === 'GET' ? 'debug' : 'info';
    const { method, routeOptions } = request;
    logger[level](
      {
        correlationId: request.id,
        method,
        route: routeOptions.url ?? '',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
}
