import { describeError, isTransient, TransactionLost } from './transient';

const withCode = (code: string) => Object.assign(new Error('failed'), { code });

describe('a failure that no message is to blame for', () => {
  it.each([
    '40001',
    '40P01',
    '08006',
    '57P01',
    '53300',
    '25006',
    '25P03',
    '42P01',
    '42501',
    'ECONNREFUSED',
    'ECONNRESET',
  ])('%s is one', (code) => {
    expect(isTransient(withCode(code))).toBe(true);
    expect(isTransient(new Error('wrapped', { cause: withCode(code) }))).toBe(true);
  });

  it.each(['23505', '22P02', '25P02', '57014'])('%s is none: the message or the handler is to blame', (code) => {
    expect(isTransient(withCode(code))).toBe(false);
  });

  it('an event that another partition has just put aside is one', () => {
    expect(isTransient(Object.assign(new Error('meanwhile'), { name: 'PutAsideElsewhere' }))).toBe(true);
  });

  it('a lost transaction is one, an ordinary error and a thing that is no error are none', () => {
    expect(isTransient(new TransactionLost(new Error('gone')))).toBe(true);
    expect(isTransient(new Error('no such agency'))).toBe(false);
    expect(isTransient('thrown text')).toBe(false);
  });

  it('is described shortly, in what PostgreSQL can store', () => {
    expect(describeError(new TypeError('a\0b'))).toBe('TypeError: ab');
    expect(describeError(new Error('x'.repeat(2000)))).toHaveLength(500);
  });
});
