import type { Json } from '../openapi/schemas';
import { alternativesOf, isSchema, propertiesOf, rootOf, type Root } from './json-schema';
import { misses, type Miss } from './subset';

/**
 * Within a major version a change must break nobody. Two things can break:
 * - what was written before is read by the new schema (the log of a topic, dead letters, a late sender): everything that
 *   the released schema accepts must be accepted still. Broken: `field-required`, `type-narrowed`, `value-removed`,
 *   `limit-tightened`;
 * - what is written from now on is read by others with the released schema: nothing may come that it refuses. Broken:
 *   `field-optional`, `type-widened`, `value-added`, `limit-loosened`. Only for events that others read.
 * A field is never removed (`field-removed`), nor a type of event (`event-removed`). What remains: a new optional field, a
 * new type of event, and for what only we read also a new value, a wider type or limit, a field that need not be there.
 */
export type ChangeCode =
  | 'event-removed'
  | 'field-removed'
  | 'field-required'
  | 'field-optional'
  | 'type-narrowed'
  | 'type-widened'
  | 'value-removed'
  | 'value-added'
  | 'limit-tightened'
  | 'limit-loosened'
  /** A keyword that this check does not understand has changed. */
  | 'not-comparable';

export interface Change {
  /** Of the field, e.g. `deadlines.[].dueAt`; empty for the whole. */
  path: string;
  code: ChangeCode;
  detail: string;
}
export interface Incompatibility extends Change {
  /** CloudEvents type. */
  type: string;
}

const OLD_BY_NEW: Record<Miss['kind'], ChangeCode> = {
  required: 'field-required',
  type: 'type-narrowed',
  value: 'value-removed',
  limit: 'limit-tightened',
  keyword: 'not-comparable',
};
const NEW_BY_OLD: Record<Miss['kind'], ChangeCode> = {
  required: 'field-optional',
  type: 'type-widened',
  value: 'value-added',
  limit: 'limit-loosened',
  keyword: 'not-comparable',
};

/** Every change of `current` against `released` that breaks somebody. @param use `read`: only we read it */
export function incompatibilities(released: Json, current: Json, use: 'read' | 'written-and-read'): Change[] {
  const before = rootOf(released);
  const now = rootOf(current);
  const removed = removedFields(before, now);
  const gone = new Set(removed.map(({ path }) => path));
  const changes = [
    ...removed,
    ...misses(before, now).map((miss) => named(miss, OLD_BY_NEW)),
    ...(use === 'read' ? [] : misses(now, before).map((miss) => named(miss, NEW_BY_OLD))),
  ].filter(({ code, path }) => code !== 'field-optional' || !gone.has(path));
  return [...new Map(changes.map((change) => [`${change.path} ${change.code}`, change])).values()];
}

const named = ({ path, kind, detail }: Miss, names: Record<Miss['kind'], ChangeCode>): Change => ({
  path,
  code: names[kind],
  detail,
});

/** Also optional ones: whoever relied on one would wait for it in vain. */
function removedFields(before: Root, now: Root, path: readonly string[] = []): Change[] {
  return alternativesOf(before).flatMap((old) => {
    // An alternative that is gone altogether is a type narrowed; of those that are left, the nearest counts.
    const left = alternativesOf(now);
    const takingIt = left.filter((fresh) => misses(old, fresh).length === 0);
    const found = (takingIt.length > 0 ? takingIt : left).map((fresh) => removedFromOne(old, fresh, path));
    return found.sort((one, other) => one.length - other.length)[0] ?? [];
  });
}

function removedFromOne(before: Root, now: Root, path: readonly string[]): Change[] {
  const [old, fresh] = [before.resolve(), now.resolve()];
  const fields = Object.entries(propertiesOf(old)).flatMap(([name, schema]) => {
    const place = [...path, name];
    const same = propertiesOf(fresh)[name];
    if (same !== undefined) return removedFields(before.at(schema), now.at(same), place);
    return [removed(place)];
  });
  const contents = [['items', '[]'] as const, ['additionalProperties', '{}'] as const].flatMap(([keyword, name]) => {
    const [inOld, inFresh] = [old[keyword], fresh[keyword]];
    return isSchema(inOld) && isSchema(inFresh)
      ? removedFields(before.at(inOld), now.at(inFresh), [...path, name])
      : [];
  });
  return [...fields, ...contents];
}

const removed = (place: readonly string[]): Change => ({
  path: place.join('.'),
  code: 'field-removed',
  detail: 'a released field stays to the end of its version',
});
