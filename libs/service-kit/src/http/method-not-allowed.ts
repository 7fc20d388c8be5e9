import type { FastifyInstance } from 'fastify';
import { problems } from './problems';
import { pathOf } from './request';

interface Known {
  methods: readonly string[];
  /** Of the path, between the slashes. */
  parts: readonly string[];
}

/**
 * A known address with another method is a 405 that says which there are (RFC 9110, 15.5.6), before its body is read.
 * `OPTIONS` is one of the others: no page of another site is let in, so there is nothing to negotiate.
 */
export function refuseOtherMethods(fastify: Pick<FastifyInstance, 'addHook'>): void {
  const routes: Known[] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    routes.push({ methods: [method].flat(), parts: url.split('/') });
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!request.is404) {
      done();
      return;
    }
    const path = pathOf(request);
    const allowed = new Set(routes.flatMap(({ methods, parts }) => (leads(parts, path.split('/')) ? methods : [])));
    done(allowed.size === 0 ? undefined : problems.methodNotAllowed(request.method, path, [...allowed].sort()));
  });
}

/** A parameter is one part of the path, and not empty. */
const leads = (route: readonly string[], path: readonly string[]): boolean =>
  route.length === path.length &&
  route.every((part, index) => (part.startsWith(':') ? path[index] !== '' : path[index] === part));
