import fc from 'fast-check';
import { toJson } from './json';

it('takes whatever JSON can carry, unchanged', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      expect(toJson(data)).toBe(data);
    }),
  );
});

it.each([
  ['a Date', { at: new Date(0) }],
  ['a Map', { map: new Map() }],
  ['NaN', { n: NaN }],
  ['a function', { f: () => 1 }],
  ['a bigint', { n: 1n }],
  ['a hole in a list', { list: [1, undefined] }],
  ['deep inside', { a: [{ b: { c: Infinity } }] }],
  ['an array as the whole', [1]],
])('refuses %s', (_what, data) => {
  expect(() => toJson(data)).toThrow('plain JSON');
});

it('takes an absent member', () => expect(toJson({ a: undefined })).toEqual({ a: undefined }));
