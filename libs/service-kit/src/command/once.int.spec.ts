import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import type { Principal } from '@sanban/identity';
import { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { counterDecider } from '../testing/counter';
import { openKit } from '../testing/open-kit';
import { commandIdOf, type CommandContext } from './context';

const principal: Principal = {
  user: 'operator-1',
  name: '',
  region: null,
  agency: null,
  enterprise: null,
  roles: ['operator'],
};
let keys = 0;
const keyed = (fingerprint = 'f', idempotencyKey = `key ${++keys}`, user = principal.user): CommandContext => ({
  commandId: commandIdOf(user, idempotencyKey),
  fingerprint,
  idempotencyKey,
  principal: { ...principal, user },
  correlationId: 'trace-1',
});
const reused = { problem: { status: 422, code: 'idempotency-key-reused' } };

describe('a command without a stream', () => {
  let database: TestDatabase;
  let here: Awaited<ReturnType<typeof openKit>>;
  /** Another process of the same service. */
  let there: Awaited<ReturnType<typeof openKit>>;

  beforeAll(async () => {
    database = await createTestDatabase();
    // As some administrator has it.
    const setUp = new Pool({ connectionString: database.url, max: 1 });
    const name = new URL(database.url).pathname.slice(1);
    await setUp.query(`ALTER DATABASE ${name} SET default_transaction_isolation = 'repeatable read'`);
    await setUp.end();
    [here, there] = [await openKit(database.url), await openKit(database.url)];
    await here.pool.query('CREATE TABLE effects (what text)');
  });
  afterAll(async () => {
    await Promise.all([here.close(), there.close()]);
    await database.drop();
  });

  const write = (what: string) => async (manager: EntityManager) => {
    await manager.query('INSERT INTO effects VALUES ($1)', [what]);
    return { what };
  };
  const effects = async (what: string) =>
    (await here.pool.query('SELECT FROM effects WHERE what = $1', [what])).rowCount;

  it('takes effect once, and gives the first answer again, also in another process', async () => {
    const context = keyed();
    expect(await here.once.run(context, write('a'))).toEqual({ answer: { what: 'a' }, repeated: false });
    for (const kit of [here, there]) {
      const again = await kit.once.run(context, () => Promise.reject(new Error('carried out again')));
      expect(again).toEqual({ answer: { what: 'a' }, repeated: true });
    }
    expect(await effects('a')).toBe(1);
  });

  it('repeated at once, more often than there are connections, takes effect once', async () => {
    const context = keyed();
    const outcomes = await Promise.all(
      [...Array(12).keys()].map((n) => (n % 2 === 0 ? here : there).once.run(context, write('b'))),
    );
    expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(outcomes.map(({ answer }) => answer)).toEqual(Array(12).fill({ what: 'b' }));
    expect(await effects('b')).toBe(1);
  });

  it('refuses the key for anything else, and knows it by its user', async () => {
    const context = keyed('one');
    await here.once.run(context, write('c'));
    for (const kit of [here, there]) {
      await expect(kit.once.run(keyed('other', context.idempotencyKey), write('c'))).rejects.toMatchObject(reused);
    }
    expect(await effects('c')).toBe(1);
    const ofAnother = keyed('other', context.idempotencyKey, 'operator-2');
    expect(await here.once.run(ofAnother, write('c'))).toMatchObject({ repeated: false });
  });

  it('is told beforehand whether it was carried out', async () => {
    const context = keyed('one');
    expect(await here.once.isRepeated(context)).toBe(false);
    await here.once.run(context, write('g'));
    for (const kit of [here, there]) {
      expect(await kit.once.isRepeated(context)).toBe(true);
      await expect(kit.once.isRepeated(keyed('other', context.idempotencyKey))).rejects.toMatchObject(reused);
    }
  });

  it('keeps nothing of what failed: it can be sent again, or corrected', async () => {
    const context = keyed('wrong');
    const failing = async (manager: EntityManager) => {
      await write('d')(manager);
      throw new Error('refused');
    };
    await expect(here.once.run(context, failing)).rejects.toThrow('refused');
    expect(await effects('d')).toBe(0);
    expect(await here.once.run(keyed('right', context.idempotencyKey), write('d'))).toMatchObject({ repeated: false });
  });

  it('shares its keys with the commands that have a stream', async () => {
    const count = (context: CommandContext) =>
      here.runner.run({
        decider: counterDecider,
        stream: `agency.counter-${context.fingerprint}`,
        command: () => ({ type: 'Open' as const }),
        context,
        programme: null,
      });
    const context = keyed('row');
    await here.once.run(context, write('e'));
    await expect(count(keyed('stream', context.idempotencyKey))).rejects.toMatchObject(reused);
    const other = keyed('stream');
    await count(other);
    await expect(here.once.run(keyed('row', other.idempotencyKey), write('e'))).rejects.toMatchObject(reused);
    expect(await effects('e')).toBe(1);
  });

  it('without a key is carried out each time', async () => {
    const context: CommandContext = { commandId: randomUUID(), fingerprint: '', principal, correlationId: 'trace-1' };
    for (let n = 0; n < 2; n += 1) {
      expect(await here.once.run(context, write('f'))).toEqual({ answer: { what: 'f' }, repeated: false });
    }
    expect(await effects('f')).toBe(2);
  });
});
