import { SignInAttempts } from './sign-in-attempts';

describe('failed sign-ins', () => {
  let now = 0;
  let attempts: SignInAttempts;
  beforeEach(() => {
    now = 1_000_000;
    attempts = new SignInAttempts(() => now);
  });
  const fail = (times: number, username = 'u', address = 'a') => {
    for (let time = 0; time < times; time += 1) attempts.failed(username, address);
  };

  it('forgives four, then the wait doubles up to a quarter of an hour', () => {
    fail(4);
    expect(attempts.wait('u', 'a')).toBe(0);
    const waits = Array.from({ length: 12 }, () => {
      fail(1);
      return attempts.wait('u', 'a');
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  });

  it('the wait passes, and a success makes good', () => {
    fail(6);
    now += 2_000;
    expect(attempts.wait('u', 'a')).toBe(0);
    attempts.succeeded('u', 'a');
    fail(4);
    expect(attempts.wait('u', 'a')).toBe(0);
  });

  it('another account and another address are not held up', () => {
    fail(9);
    expect(attempts.wait('v', 'a')).toBe(0);
    expect(attempts.wait('u', 'b')).toBe(0);
  });

  it('forgets after a quarter of an hour of quiet', () => {
    fail(5);
    now += 16 * 60_000 + 1_000;
    fail(1);
    expect(attempts.wait('u', 'a')).toBe(0);
  });

  it('remembers a bounded number', () => {
    fail(9);
    for (let n = 0; n < 10_000; n += 1) attempts.failed(`x${n}`, 'a');
    expect(attempts.wait('u', 'a')).toBe(0);
  });
});
