import type { Principal } from '@sanban/identity';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard; null on public routes that nobody signed in for. */
    principal: Principal | null;
  }
}

/** The path as it was called, without the query. */
export function pathOf(request: FastifyRequest): string {
  const end = request.url.indexOf('?');
  return end < 0 ? request.url : request.url.slice(0, end);
}
