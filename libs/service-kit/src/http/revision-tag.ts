import type { FastifyInstance } from 'fastify';

/**
 * Every answer that has a `revision` carries it as its `ETag`, for the next command's `If-Match`. A hook, not an interceptor:
 * Nest's way through those costs a command as much as deciding it.
 */
export function tagRevisions(fastify: Pick<FastifyInstance, 'addHook'>): void {
  fastify.addHook('preSerialization', (_request, reply, answer, done) => {
    if (reply.statusCode < 300 && hasRevision(answer)) void reply.header('etag', `"${answer.revision}"`);
    done(null, answer);
  });
}

const hasRevision = (answer: unknown): answer is { revision: number } =>
  typeof answer === 'object' && answer !== null && 'revision' in answer && typeof answer.revision === 'number';
