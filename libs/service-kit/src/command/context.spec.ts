import { commandIdOf, fingerprintOf, parseIdempotencyKey, parseIfMatch } from './context';

describe('Idempotency-Key', () => {
  it.each(['k', '8e03978e-40d5-43dd-bc93-6894a57f9324', '"quoted"', 'x'.repeat(255)])('takes %s', (key) => {
    expect(parseIdempotencyKey(key)).toBe(key);
  });
  it.each(['', ' ', 'a b', 'a\tb', '键', 'x'.repeat(256), ['a', 'b']].map((key) => [key]))('refuses %p', (key) => {
    expect(() => parseIdempotencyKey(key)).toThrow('invalid-header');
  });
  it('may be absent', () => expect(parseIdempotencyKey(undefined)).toBeUndefined());
});

describe('If-Match', () => {
  it.each([
    ['"0"', 0],
    [' "12" ', 12],
    ['*', undefined],
    [undefined, undefined],
  ])('%p asks for %p', (header, revision) => expect(parseIfMatch(header)).toBe(revision));
  it.each(['3', '""', '"-1"', '"a"', 'W/"3"', '"1", "2"', '"1e3"', '"9999999999999999"'])('refuses %p', (header) => {
    expect(() => parseIfMatch(header)).toThrow('invalid-header');
  });
});

describe('a command’s id and fingerprint', () => {
  it('one user’s key is one command, whatever else', () => {
    expect(commandIdOf('u', 'k')).toBe(commandIdOf('u', 'k'));
    expect(commandIdOf('u', 'k')).not.toBe(commandIdOf('v', 'k'));
    expect(commandIdOf('u', 'k')).not.toBe(commandIdOf('u', 'l'));
  });
  it('method, path and body all count', () => {
    const base = fingerprintOf('POST', '/a', { x: 1 });
    expect(fingerprintOf('POST', '/a', { x: 1 })).toBe(base);
    for (const other of [
      fingerprintOf('PUT', '/a', { x: 1 }),
      fingerprintOf('POST', '/b', { x: 1 }),
      fingerprintOf('POST', '/a', { x: 2 }),
      fingerprintOf('POST', '/a', null),
    ]) {
      expect(other).not.toBe(base);
    }
  });
});
