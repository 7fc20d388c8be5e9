import fc from 'fast-check';
import type { Json } from '../openapi/schemas';
import { incompatibilities } from './compatibility';

const released: Json = {
  type: 'object',
  required: ['request', 'result', 'deadline', 'steps', 'note'],
  properties: {
    request: { type: 'string', format: 'uuid' },
    result: { type: 'string', enum: ['solved', 'explained'] },
    summary: { type: 'string', minLength: 1, maxLength: 100 },
    round: { type: 'integer', minimum: 1 },
    deadline: { $ref: '#/$defs/Deadline' },
    steps: { type: 'array', items: { type: 'object', required: ['dueOn'], properties: { dueOn: { type: 'string' } } } },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    rule: { anyOf: [{ $ref: '#/$defs/Rule' }, { type: 'null' }] },
    places: { type: 'object', additionalProperties: { type: 'object', properties: { name: { type: 'string' } } } },
    answer: {
      anyOf: [
        { type: 'object', properties: { kind: { const: 'a' }, text: { type: 'string' } }, required: ['kind'] },
        { type: 'object', properties: { kind: { const: 'b' }, text: { type: 'string' } }, required: ['kind'] },
      ],
    },
  },
  $defs: {
    Deadline: { type: 'object', required: ['dueAt'], properties: { dueAt: { type: 'string' }, id: {} } },
    Rule: { type: 'object', properties: { unit: { type: 'string' }, amount: { type: 'integer' } } },
  },
};

/** The released schema with what is at `path` replaced; undefined: taken away. */
function changed(path: string, value: unknown): Json {
  const copy = structuredClone(released);
  const names = path.split('/');
  const last = names.pop() ?? '';
  let at: Record<string, unknown> = copy;
  for (const name of names) at = at[name] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return copy;
}
const codes = (current: Json, use: 'read' | 'written-and-read' = 'written-and-read') =>
  incompatibilities(released, current, use).map(({ path, code }) => `${path} ${code}`);
const requiredWithout = (name: string) => (released['required'] as string[]).filter((other) => other !== name);

describe('what breaks nobody', () => {
  it.each([
    ['nothing', released],
    ['a new optional field', changed('properties/added', { type: 'string' })],
    ['a new optional field of something nested', changed('$defs/Deadline/properties/added', { type: 'string' })],
    ['other words about a field', changed('properties/result/description', 'how it ended')],
    ['a definition that is written in place', changed('properties/deadline', (released['$defs'] as Json)['Deadline'])],
  ])('%s', (_, current) => {
    expect(codes(current)).toEqual([]);
  });
});

describe('what breaks whoever reads', () => {
  it.each<[string, Json, string[]]>([
    ['a required field removed', changed('properties/request', undefined), ['request field-removed']],
    ['an optional field removed', changed('properties/summary', undefined), ['summary field-removed']],
    [
      'a field of something nested removed',
      changed('$defs/Deadline/properties/id', undefined),
      ['deadline.id field-removed'],
    ],
    [
      'a field of a list’s items removed',
      changed('properties/steps/items/properties/dueOn', undefined),
      ['steps.[].dueOn field-removed'],
    ],
    [
      'a field of something that may be null removed',
      changed('$defs/Rule/properties/amount', undefined),
      ['rule.amount field-removed'],
    ],
    [
      'a field of a record’s values removed',
      changed('properties/places/additionalProperties/properties/name', undefined),
      ['places.{}.name field-removed'],
    ],
    [
      'a field of one of several shapes removed',
      changed('properties/answer/anyOf/0/properties/text', undefined),
      ['answer.text field-removed'],
    ],
    ['a new required field', changed('required', [...requiredWithout(''), 'added']), ['added field-required']],
    ['an optional field required', changed('required', [...requiredWithout(''), 'round']), ['round field-required']],
    ['a required field optional', changed('required', requiredWithout('note')), ['note field-optional']],
    ['another type', changed('properties/round', { type: 'string' }), ['round type-narrowed', 'round type-widened']],
    ['a type narrowed', changed('properties/note', { type: 'string' }), ['note type-narrowed']],
    [
      'a type widened',
      changed('properties/note', { anyOf: [{ type: 'string' }, { type: 'null' }, { type: 'integer' }] }),
      ['note type-widened'],
    ],
    ['whole numbers to any', changed('properties/round', { type: 'number', minimum: 1 }), ['round type-widened']],
    ['a value removed', changed('properties/result/enum', ['solved']), ['result value-removed']],
    ['a value added', changed('properties/result/enum', ['solved', 'explained', 'referred']), ['result value-added']],
    ['values no longer listed', changed('properties/result', { type: 'string' }), ['result type-widened']],
    ['a limit tightened', changed('properties/summary/maxLength', 50), ['summary limit-tightened']],
    ['a limit loosened', changed('properties/summary/maxLength', 500), ['summary limit-loosened']],
    ['a limit taken away', changed('properties/round/minimum', undefined), ['round limit-loosened']],
    [
      'a format demanded',
      changed('properties/steps/items/properties/dueOn/format', 'date'),
      ['steps.[].dueOn limit-tightened'],
    ],
    [
      'records of something else',
      changed('properties/labels/additionalProperties', { type: 'integer' }),
      ['labels.{} type-narrowed', 'labels.{} type-widened'],
    ],
    ['unknown fields forbidden', changed('additionalProperties', false), [' type-narrowed']],
    [
      'a keyword that is not understood',
      changed('properties/steps/contains', { type: 'object' }),
      ['steps not-comparable'],
    ],
  ])('%s', (_, current, expected) => {
    expect(codes(current)).toEqual(expected);
  });
});

describe('what only we read', () => {
  it.each<[string, Json]>([
    ['may allow more values', changed('properties/result/enum', ['solved', 'explained', 'referred'])],
    ['may be wider', changed('properties/summary/maxLength', 500)],
    ['may do without a field', changed('required', requiredWithout('note'))],
  ])('%s', (_, current) => {
    expect(codes(current, 'read')).toEqual([]);
  });

  it.each<[string, Json, string]>([
    ['may not demand more', changed('required', [...requiredWithout(''), 'round']), 'round field-required'],
    ['may not refuse a value', changed('properties/result/enum', ['solved']), 'result value-removed'],
    ['may not ignore a field of old', changed('properties/summary', undefined), 'summary field-removed'],
  ])('%s', (_, current, expected) => {
    expect(codes(current, 'read')).toEqual([expected]);
  });
});

it('a reference that leads nowhere is an error, not a difference', () => {
  expect(() => codes(changed('$defs', {}))).toThrow('#/$defs/Deadline leads nowhere');
});

describe('whatever the schema', () => {
  const leaf: fc.Arbitrary<Json> = fc.oneof(
    fc.constantFrom<Json>({ type: 'string' }, { type: 'integer' }, { type: 'boolean' }, { type: 'null' }),
    fc
      .uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })
      .map((values) => ({ type: 'string', enum: values })),
  );
  const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      leaf,
      tie('schema').map((items) => ({ type: 'array', items })),
      fc
        .dictionary(fc.constantFrom('x', 'y', 'z'), tie('schema'))
        .map((properties) => ({ type: 'object', properties, required: Object.keys(properties).slice(1) })),
    ),
  }));

  it('it is compatible with itself', () => {
    fc.assert(
      fc.property(schema, (one) => incompatibilities(one, structuredClone(one), 'written-and-read').length === 0),
    );
  });

  it('what breaks who only reads breaks also who reads and writes', () => {
    fc.assert(
      fc.property(schema, schema, (one, other) => {
        const strict = incompatibilities(one, other, 'written-and-read').map(({ path, code }) => `${path} ${code}`);
        for (const { path, code } of incompatibilities(one, other, 'read')) expect(strict).toContain(`${path} ${code}`);
      }),
    );
  });
});
