import type { Json } from '../openapi/schemas';
import { equal, isSchema, listOf, propertiesOf, type Root } from './json-schema';
import { LIMITS, limitMisses } from './limits';

/** Why not everything that one schema accepts is accepted by another. */
export interface Miss {
  path: string;
  kind: 'required' | 'type' | 'value' | 'limit' | 'keyword';
  detail: string;
}

/** They say nothing about which values are accepted. */
const ANNOTATIONS = new Set([
  '$schema',
  '$id',
  '$defs',
  '$comment',
  'title',
  'description',
  'examples',
  'default',
  'deprecated',
]);
const UNDERSTOOD = new Set([
  'anyOf',
  'type',
  'enum',
  'const',
  'properties',
  'required',
  'items',
  'additionalProperties',
]);

/** Where `narrow` accepts something that `wide` refuses; unknown fields are ignored by whoever reads. Empty: a subset. */
export function misses(narrow: Root, wide: Root, path: readonly string[] = []): Miss[] {
  const [sub, sup] = [narrow.resolve(), wide.resolve()];
  const miss = (kind: Miss['kind'], detail: string): Miss => ({ path: path.join('.'), kind, detail });

  const alternatives = listOf(sub['anyOf']).filter(isSchema);
  if (alternatives.length > 0) return alternatives.flatMap((one) => misses(narrow.at(one), wide, path));
  const choices = listOf(sup['anyOf']).filter(isSchema);
  if (choices.length > 0)
    return missesOfAll(
      narrow,
      choices.map((one) => wide.at(one)),
      path,
      miss,
    );

  if (!typesOf(sub).every((type) => typesOf(sup).some((other) => covers(other, type)))) {
    return [miss('type', `${typesOf(sub).join(' or ')} is not ${typesOf(sup).join(' or ')}`)];
  }
  return [
    ...valueMisses(sub, sup, miss),
    ...limitMisses(sub, sup).map((detail) => miss('limit', detail)),
    ...otherKeywords(sub, sup).map((keyword) => miss('keyword', `${keyword} has changed: compare by hand`)),
    ...fieldMisses(narrow, wide, sub, sup, path),
    ...itemMisses(narrow, wide, path, miss),
  ];
}

/** It must fit one of them; told about the one that comes nearest. */
function missesOfAll(
  narrow: Root,
  choices: readonly Root[],
  path: readonly string[],
  miss: (kind: Miss['kind'], detail: string) => Miss,
): Miss[] {
  const found = choices.map((choice) => misses(narrow, choice, path));
  if (found.some((list) => list.length === 0)) return [];
  const near = found.filter((list) => !list.some(({ kind, path: at }) => kind === 'type' && at === path.join('.')));
  return near[0] ?? [miss('type', `${typesOf(narrow.resolve()).join(' or ')} is none of the alternatives`)];
}

const ANY = ['null', 'boolean', 'number', 'string', 'array', 'object'];
const typesOf = ({ type, ...rest }: Json): string[] => {
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.map(String);
  const values = valuesOf(rest);
  return values === undefined ? ANY : [...new Set(values.map(typeOfValue))];
};
const typeOfValue = (value: unknown): string => (value === null ? 'null' : typeof value);
const covers = (wide: string, narrow: string): boolean =>
  wide === narrow || (wide === 'number' && narrow === 'integer');

const valuesOf = (schema: Json): unknown[] | undefined =>
  'const' in schema ? [schema['const']] : Array.isArray(schema['enum']) ? schema['enum'] : undefined;

function valueMisses(sub: Json, sup: Json, miss: (kind: Miss['kind'], detail: string) => Miss): Miss[] {
  const accepted = valuesOf(sup);
  if (accepted === undefined) return [];
  const possible = valuesOf(sub);
  if (possible === undefined) return [miss('type', `any value, where only ${JSON.stringify(accepted)} is accepted`)];
  const refused = possible.filter((value) => !accepted.some((other) => equal(value, other)));
  return refused.length === 0 ? [] : [miss('value', refused.map((value) => JSON.stringify(value)).join(', '))];
}

function fieldMisses(narrow: Root, wide: Root, sub: Json, sup: Json, path: readonly string[]): Miss[] {
  const [inSub, inSup] = [propertiesOf(sub), propertiesOf(sup)];
  const certain = new Set(listOf(sub['required']).map(String));
  const required = listOf(sup['required'])
    .map(String)
    .filter((name) => !certain.has(name))
    .map((name): Miss => ({ path: [...path, name].join('.'), kind: 'required', detail: 'may be absent' }));
  const common = Object.entries(inSub).flatMap(([name, schema]) => {
    const other = inSup[name];
    return other === undefined ? [] : misses(narrow.at(schema), wide.at(other), [...path, name]);
  });
  return [...required, ...common, ...unknownFieldMisses(narrow, wide, sub, sup, path)];
}

/** `additionalProperties`: of records a schema, of objects that forbid unknown fields false. */
function unknownFieldMisses(narrow: Root, wide: Root, sub: Json, sup: Json, path: readonly string[]): Miss[] {
  const [ofSub, ofSup] = [sub['additionalProperties'], sup['additionalProperties']];
  if (isSchema(ofSup) && isSchema(ofSub)) return misses(narrow.at(ofSub), wide.at(ofSup), [...path, '{}']);
  if (ofSup === undefined || ofSup === true || ofSub === false) return [];
  return [{ path: path.join('.'), kind: 'type', detail: 'unknown fields are refused' }];
}

function itemMisses(
  narrow: Root,
  wide: Root,
  path: readonly string[],
  miss: (kind: Miss['kind'], detail: string) => Miss,
): Miss[] {
  const [ofSub, ofSup] = [narrow.resolve()['items'], wide.resolve()['items']];
  if (!isSchema(ofSup)) return [];
  if (!isSchema(ofSub)) return [miss('type', 'items of any kind')];
  return misses(narrow.at(ofSub), wide.at(ofSup), [...path, '[]']);
}

function otherKeywords(sub: Json, sup: Json): string[] {
  const keywords = new Set([...Object.keys(sub), ...Object.keys(sup)]);
  return [...keywords].filter(
    (keyword) =>
      !ANNOTATIONS.has(keyword) &&
      !UNDERSTOOD.has(keyword) &&
      !LIMITS.has(keyword) &&
      !equal(sub[keyword], sup[keyword]),
  );
}
