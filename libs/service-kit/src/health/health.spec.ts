import { Health } from './health';

describe('the health of a service', () => {
  it('is that of its worst part', async () => {
    const health = new Health();
    health.add('good', () => ({ status: 'ok' }));
    expect((await health.report(false)).status).toBe('ok');
    health.add('so-so', () => ({ status: 'degraded' }));
    expect((await health.report(false)).status).toBe('degraded');
    health.add('bad', () => {
      throw new Error('gone');
    });
    expect(await health.report(false)).toMatchObject({ status: 'error', checks: { good: { status: 'ok' } } });
  });

  it('is told in time, also where a part never answers', async () => {
    const health = new Health();
    health.add('good', () => ({ status: 'ok' }));
    health.add('silent', () => new Promise(() => undefined));
    expect(await health.report(false)).toEqual({
      status: 'error',
      checks: { good: { status: 'ok' }, silent: { status: 'error', detail: 'does not answer' } },
    });
  });
});
