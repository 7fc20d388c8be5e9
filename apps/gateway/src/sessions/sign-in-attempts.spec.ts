import { SignInAttempts } from './sign-in-attempts';

describe('guesses of a password', () => {
  let now = 0;
  let attempts: SignInAttempts;
  beforeEach(() => {
    now = 1_000_000;
    attempts = new SignInAttempts(() => now);
  });
  /** Seconds that somebody has to wait; 0 where the guess was looked at. */
  const guess = async (right: boolean, username = 'u', address = 'a'): Promise<number> => {
    try {
      expect(await attempts.guess(username, address, () => Promise.resolve(right ? 'in' : null))).toBe(
        right ? 'in' : null,
      );
      return 0;
    } catch (error) {
      expect(error).toMatchObject({ problem: { status: 429, code: 'too-many-attempts' } });
      return Number((error as { headers: Record<string, string> }).headers['retry-after']);
    }
  };
  const fail = async (times: number, username = 'u', address = 'a') => {
    for (let time = 0; time < times; time += 1) expect(await guess(false, username, address)).toBe(0);
  };

  it('forgives four, then the wait doubles up to a quarter of an hour', async () => {
    await fail(4);
    const waits = [];
    for (let time = 0; time < 12; time += 1) {
      await fail(1);
      const wait = await guess(true);
      waits.push(wait);
      now += wait * 1_000;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  });

  it('the wait passes, and a success makes good', async () => {
    await fail(5);
    now += 1_000;
    expect(await guess(true)).toBe(0);
    await fail(4);
    expect(await guess(true)).toBe(0);
  });

  it('those that come at once are looked at one after the other', async () => {
    const right = 50;
    const waits = await Promise.all(Array.from({ length: 60 }, (_, nth) => guess(nth === right)));
    expect(waits).toEqual([0, 0, 0, 0, 0, ...Array<number>(55).fill(1)]);
  });

  it('a guess that could not be looked at is none, and holds nobody up', async () => {
    const broken = () => Promise.reject(new Error('the database is away'));
    await Promise.all(
      Array.from({ length: 9 }, () => expect(attempts.guess('u', 'a', broken)).rejects.toThrow('is away')),
    );
    expect(await guess(true)).toBe(0);
  });

  it('another account and another address are not held up', async () => {
    await fail(5);
    expect(await guess(true)).toBe(1);
    expect(await guess(true, 'v')).toBe(0);
    expect(await guess(true, 'u', 'b')).toBe(0);
  });

  it('forgets after a quarter of an hour of quiet', async () => {
    await fail(5);
    now += 16 * 60_000 + 1_000;
    await fail(1);
    expect(await guess(true)).toBe(0);
  });

  it('remembers a bounded number', async () => {
    await fail(5);
    for (let n = 0; n < 10_000; n += 1) await fail(1, `x${n}`);
    expect(await guess(true)).toBe(0);
  });
});
