import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import type { Principal } from '@sanban/identity';
import { counterDecider, type CounterCommand } from '../testing/counter';
import { openKit } from '../testing/open-kit';
import { derivedId, type CommandContext } from './context';

const principal: Principal = {
  user: 'officer-1',
  name: '',
  region: '530902',
  agency: '530902/office',
  enterprise: null,
  roles: ['officer'],
};
const NAMESPACE = '3b0f3d7c-6c3e-4a43-9d8e-1f2f7d9a0b11';
let commands = 0;
const as = (more: Partial<CommandContext> = {}): CommandContext => ({
  commandId: derivedId(NAMESPACE, `command ${++commands}`),
  fingerprint: 'f',
  principal,
  correlationId: 'trace-1',
  ...more,
});

describe('the command runner', () => {
  let database: TestDatabase;
  let here: Awaited<ReturnType<typeof openKit>>;
  /** Another process of the same service, as far as caches go. */
  let there: Awaited<ReturnType<typeof openKit>>;

  beforeAll(async () => {
    database = await createTestDatabase();
    [here, there] = [await openKit(database.url), await openKit(database.url)];
  });
  afterAll(async () => {
    await Promise.all([here.close(), there.close()]);
    await database.drop();
  });

  const run = (id: string, command: CounterCommand, context = as(), on = here) =>
    on.runner.run({
      decider: counterDecider,
      stream: `agency.counter-${id}`,
      command: () => command,
      context,
      programme: 'linxiang-2022',
    });
  const count = (id: string, by: number, context = as(), on = here) => run(id, { type: 'Count', by }, context, on);
  const revisions = async (id: string) =>
    (await here.store.readStream(`agency.counter-${id}`)).map(({ revision }) => revision);

  it('records who decided, under which programme, in whose chain of causes', async () => {
    const context = as();
    await run('a', { type: 'Open' }, context);
    const [event] = await here.store.readStream('agency.counter-a');
    expect(event).toMatchObject({
      type: 'Opened',
      schemaVersion: 1,
      revision: 0,
      metadata: {
        actor: { user: 'officer-1', agency: '530902/office', role: 'officer' },
        programme: 'linxiang-2022',
        correlationId: 'trace-1',
        causationId: context.commandId,
        fingerprint: 'f',
      },
    });
    expect(event!.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(event!.metadata.recordedAt).toMatch(/\+08:00$/);
  });

  it('gives the first answer to a repetition, with the state as it was then, here and in another process', async () => {
    await run('b', { type: 'Open' });
    const context = as();
    const first = await count('b', 2, context);
    await count('b', 5);
    for (const on of [here, there]) {
      const again = await count('b', 2, context, on);
      expect(again).toMatchObject({ repeated: true, revision: first.revision, state: { total: 2 } });
      expect(again.events.map(({ id }) => id)).toEqual(first.events.map(({ id }) => id));
    }
    expect(await revisions('b')).toEqual([0, 1, 2]);
  });

  it('carries out one of several simultaneous repetitions', async () => {
    await run('c', { type: 'Open' });
    const context = as();
    const answers = await Promise.all([here, there, here, there].map((on) => count('c', 1, context, on)));
    expect(new Set(answers.map(({ revision }) => revision))).toEqual(new Set([1]));
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await revisions('c')).toEqual([0, 1]);
  });

  it('refuses the same command id with another content', async () => {
    await run('d', { type: 'Open' });
    const context = as();
    await count('d', 1, context);
    await expect(count('d', 2, { ...context, fingerprint: 'g' })).rejects.toMatchObject({
      problem: { status: 422, code: 'idempotency-key-reused' },
    });
  });

  it('decides again after a lost race, so that no limit is passed', async () => {
    await run('e', { type: 'Open' });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 16 }, (_, n) => count('e', 1, as(), n % 2 === 0 ? here : there)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ problem: { code: 'counter-full' } });
    }
    expect(await revisions('e')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('lets one of several win who decide on the same revision', async () => {
    await run('f', { type: 'Open' });
    const outcomes = await Promise.allSettled(
      [here, there, here].map((on) => count('f', 1, as({ expectedRevision: 0 }), on)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ problem: { status: 412, currentRevision: 1 } });
    }
  });

  it('believes the log, not its cache: what another process did counts before a refusal stands', async () => {
    await expect(count('g', 1)).rejects.toMatchObject({ problem: { status: 404 } });
    await run('g', { type: 'Open' }, as(), there);
    await expect(count('g', 1)).resolves.toMatchObject({ revision: 1 });
    await count('g', 1, as(), there);
    await expect(count('g', 1, as({ expectedRevision: 2 }))).resolves.toMatchObject({
      revision: 3,
      state: { total: 3 },
    });
  });

  it('says nothing where there is nothing to say', async () => {
    await run('h', { type: 'Open' });
    await expect(run('h', { type: 'Open' })).resolves.toMatchObject({ revision: 0, events: [], repeated: false });
  });

  it('creates without reading first, and notices that the stream is there', async () => {
    const context = as();
    const open = (on = here, context_ = context) =>
      on.runner.run({
        decider: counterDecider,
        stream: 'agency.counter-i',
        creates: true,
        command: (): CounterCommand => ({ type: 'Open' }),
        context: context_,
        programme: null,
      });
    await expect(open()).resolves.toMatchObject({ revision: 0, repeated: false });
    await expect(open(there)).resolves.toMatchObject({ revision: 0, repeated: true });
    await expect(open(there, as())).resolves.toMatchObject({ revision: 0, events: [] });
    await expect(open(there, as({ expectedRevision: 4 }))).rejects.toMatchObject({ problem: { status: 412 } });
  });

  it('remembers over a restart which key was used for what', async () => {
    await run('j', { type: 'Open' });
    await count('j', 1, as({ idempotencyKey: 'key-j', fingerprint: 'one' }));
    await here.keys.idle();
    const later = await openKit(database.url);
    await expect(count('j', 1, as({ idempotencyKey: 'key-j', fingerprint: 'two' }), later)).rejects.toMatchObject({
      problem: { code: 'idempotency-key-reused' },
    });
    const other = { ...principal, user: 'officer-2' };
    const context = as({ idempotencyKey: 'key-j', fingerprint: 'two', principal: other });
    await expect(count('j', 1, context, later)).resolves.toMatchObject({ revision: 2 });
    await later.close();
  });
});
