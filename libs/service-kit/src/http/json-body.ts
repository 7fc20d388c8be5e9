import type { FastifyInstance } from 'fastify';
import { problems } from './problems';

/** Deeper than any body that is wanted, and shallow enough for all that walk through it, recursively as they do. */
const DEEPEST = 100;

/** Bodies are JSON; anything else is a problem before a route sees it. */
export function readJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    if (text === '') {
      done(null, undefined);
      return;
    }
    void parse(request, text, (error, value: unknown) => {
      if (error) done(problems.brokenJson(), undefined);
      else if (isTooDeep(text, value)) done(problems.tooDeep(DEEPEST), undefined);
      else done(null, value);
    });
  });
}

/** Each level takes an opening and a closing character: most bodies are too short to be too deep. */
const isTooDeep = (text: string, value: unknown): boolean => text.length > 2 * DEEPEST && goesBelow(value, DEEPEST);

function goesBelow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => goesBelow(inner, levels - 1));
}
