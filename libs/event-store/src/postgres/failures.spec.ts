import { isEventsFault } from '../subscription/blame';
import { isTransient, isUnavailable, sqlState } from './failures';

const withCode = (code: string) => Object.assign(new Error('failed'), { code });

describe('a failure', () => {
  it.each(['EPIPE', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND'])(
    'of the socket (%s) has no SQLSTATE: the database is unavailable, no event is at fault',
    (code) => {
      expect(sqlState(withCode(code))).toBeUndefined();
      expect(isUnavailable(withCode(code))).toBe(true);
      expect(isTransient(withCode(code))).toBe(true);
      expect(isEventsFault(withCode(code))).toBe(false);
    },
  );

  it.each([
    ['08006', true],
    ['57P01', true],
    ['53300', true],
    ['40001', false],
    ['23505', false],
    ['XX000', false],
    ['P0001', false],
    ['HV000', false],
  ])('of the server has its SQLSTATE: %s', (code, unavailable) => {
    expect(sqlState(withCode(code))).toBe(code);
    expect(isUnavailable(withCode(code))).toBe(unavailable);
  });
});
