import { InvalidEvent } from './port';

/** NUL, or half of a surrogate pair: no text of PostgreSQL, and of few others. Spelt so that no control character stands here. */
const UNSTORABLE = new RegExp(
  `${String.fromCharCode(0)}|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]`,
);

/**
 * Refuses what would not come back as it went in. A key whose value is undefined is left out, -0 becomes 0.
 * @param path where the value stands, for the message.
 */
export function assertJson(value: unknown, path: string): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') assertText(value, path);
  else if (typeof value === 'object') assertContents(value, path);
  else if (typeof value !== 'number') throw new InvalidEvent(`${path} is ${typeof value}, which JSON cannot hold`);
  else if (!Number.isFinite(value)) throw new InvalidEvent(`${path} is ${value}, which JSON cannot hold`);
}

/** @throws InvalidEvent when the text holds a NUL character or half of a surrogate pair. */
export function assertText(text: string, path: string): void {
  if (UNSTORABLE.test(text)) {
    throw new InvalidEvent(`${path} holds a NUL character or half of a surrogate pair, which cannot be stored as text`);
  }
}

function assertContents(value: object, path: string): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) assertJson(item, `${path}[${index}]`);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new InvalidEvent(`${path} is a ${value.constructor.name}, not a plain object: it would not come back as one`);
  }
  for (const [key, item] of Object.entries(value)) {
    assertText(key, `a key of ${path}`);
    if (item !== undefined) assertJson(item, `${path}.${key}`);
  }
}
