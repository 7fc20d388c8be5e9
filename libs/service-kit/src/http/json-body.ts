import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { isDeeper } from '@sanban/messaging';
import type { FastifyInstance } from 'fastify';
import { problems } from './problems';

/** Deeper than any body that is wanted, and shallow enough for all that walk through it, recursively as they do. */
const DEEPEST = 100;

/** Bodies are JSON in UTF-8, not compressed; anything else is a problem before a route sees it. */
export function readJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isPlainUtf8(request.headers)) done(problems.unsupportedMediaType(), undefined);
    else if (body.length === 0) done(null, undefined);
    else if (!isUtf8(body)) done(problems.notUtf8(), undefined);
    else {
      const text = body.toString();
      void parse(request, text, (error, value: unknown) => {
        if (error) done(isJson(text) ? problems.forbiddenKey() : problems.brokenJson(), undefined);
        else if (isTooDeep(text, value)) done(problems.tooDeep(DEEPEST), undefined);
        else done(null, value);
      });
    }
  });
}

function isPlainUtf8({ 'content-type': type = '', 'content-encoding': encoding = 'identity' }: IncomingHttpHeaders) {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1] ?? 'utf-8';
  return /^utf-?8$/i.test(charset) && encoding.toLowerCase() === 'identity';
}

/** What the parser refuses although it is JSON has a key that would reach into the prototypes of our objects. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Each level takes an opening and a closing character: most bodies are too short to be too deep. */
const isTooDeep = (text: string, value: unknown): boolean => text.length > 2 * DEEPEST && isDeeper(value, DEEPEST);
