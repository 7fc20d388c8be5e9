import { setTimeout as delay } from 'node:timers/promises';
import { AccessDeniedError, EventStoreDBClient } from '@eventstore/db-client';
import {
  openEventStoreDb,
  StoreAccessDenied,
  StoreUnavailable,
  WrongExpectedRevision,
  type EventStoreDb,
} from '@sanban/event-store';
import { newEvent } from '@sanban/event-store/testing';
import { rights } from '../../support/eventstoredb/access';
import { ADMIN, startStandIn, type StandIn } from '../../support/eventstoredb/stand-in';
import { onStandIn } from '../../support/eventstoredb/target';

onStandIn('the adapter on a secured server', () => {
  const accounts = {
    admin: ADMIN,
    finance: { password: 'f', groups: [] },
    tax: { password: 't', groups: [] },
  };
  let standIn: StandIn;
  const url = (user: string) => standIn.url.replace(/\/\/[^@]+@/, `//${user}@`);
  const open = (prefix?: string): Promise<EventStoreDb> =>
    openEventStoreDb({
      connectionString: url('finance:f'),
      service: 'finance',
      ...(prefix !== undefined && { prefix }),
    });
  beforeEach(async () => {
    standIn = await startStandIn({ accounts });
    standIn.log.write('$$$all', [rights({ $r: ['finance', '$admins'] })]);
  });
  afterEach(() => standIn.close());

  it('says what it found; a new stream belongs to the service’s account, and nobody truncates it', async () => {
    const store = await open();
    expect(store.found).toMatch(
      /^EventStoreDB 24\.6\.0 at localhost:\d+ \(TLS as finance\), streams finance\.…, can be written$/,
    );
    await store.append('finance.x-1', 'none', [newEvent()]);
    const [metadata] = standIn.log.read('$$finance.x-1') ?? [];
    const own = ['finance', '$admins'];
    expect(JSON.parse(Buffer.from(metadata?.data ?? []).toString('utf8'))).toEqual({
      $acl: { $r: own, $w: own, $d: ['$admins'], $mr: own, $mw: ['$admins'] },
    });
    await expect(store.append('tax.x-1', 'none', [newEvent()])).rejects.toThrow(/not one of this log/);
    await store.close();
  });

  it('the same account starts again; an append to a stream that is there has its verdict', async () => {
    const event = newEvent();
    const before = await open();
    const first = await before.append('finance.x-1', 'none', [event]);
    await before.close();
    const store = await open();
    // It says that it can write: so it has written, the second time too.
    expect(standIn.log.read('$$finance.sanban-log')).toHaveLength(2);
    expect(await store.append('finance.x-1', 'none', [event])).toEqual(first);
    await expect(store.append('finance.x-1', 'none', [newEvent()])).rejects.toBeInstanceOf(WrongExpectedRevision);
    expect(await store.append('finance.x-1', 0, [newEvent()])).toMatchObject({ revision: 1 });
    await store.close();
  });

  it('connection lost between the rights and the first event: the stream can still be begun', async () => {
    const store = await open();
    standIn.node.faults.next({ kind: 'drop-after' }, { kind: 'drop-before' });
    expect(await store.append('finance.x-1', 'none', [newEvent()])).toMatchObject({ revision: 0 });
    expect(standIn.log.read('$$finance.x-1')).toHaveLength(1);
    await store.close();
  });

  it('a service’s account changes no rights, not those of its own streams', async () => {
    const store = await open();
    await store.append('finance.x-1', 'none', [newEvent()]);
    const credentials = { username: 'finance', password: 'f' };
    const client = EventStoreDBClient.connectionString(url('finance:f'));
    const changing = client.setStreamMetadata('finance.x-1', { maxCount: 1 }, { credentials });
    await expect(changing).rejects.toBeInstanceOf(AccessDeniedError);
    await client.dispose();
    await store.close();
  });

  it.each([
    ['an account without the right to $all', 'tax:t', /\$all cannot be read.*denies tax access/],
    ['a wrong password', 'finance:wrong', /denies finance access/],
  ])('%s: one clear sentence', async (_, user, sentence) => {
    const opening = openEventStoreDb({ connectionString: url(user), service: 'finance', patience: 500 });
    await expect(opening).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(opening).rejects.toThrow(sentence);
    await expect(opening).rejects.not.toThrow(/wrong|:t@/);
  });

  it('streams that another account has begun: one clear sentence at the start', async () => {
    await (await openEventStoreDb({ connectionString: standIn.url, service: 'finance' })).close();
    await expect(open()).rejects.toThrow(/streams finance\.… cannot be written: .*denies finance access/);
  });

  it('one connection is left of asking for the version, and of a client that was replaced because nothing answered', async () => {
    const store = await open();
    const alone = async () => {
      for (let tries = 0; standIn.node.connections !== 1 && tries < 1_000; tries += 1) await delay(10);
      expect(standIn.node.connections).toBe(1);
    };
    await alone();
    await store.append('finance.x-1', 'none', [newEvent()]);
    standIn.node.faults.next({ kind: 'late-answer', by: 7_000 });
    await store.append('finance.x-1', 0, [newEvent()]);
    await alone();
    await store.close();
  });

  it('without credentials it says that they are needed', async () => {
    const opening = openEventStoreDb({ connectionString: standIn.url.replace(/\/\/[^@]+@/, '//') });
    await expect(opening).rejects.toThrow(/needs a user and a password/);
  });

  it('denied access is an error of its own', async () => {
    const store = await open('p-');
    await store.append('finance.x-1', 'none', [newEvent()]);
    standIn.log.write('$$p-finance.x-1', [rights({ $w: ['nobody'] })]);
    await expect(store.append('finance.x-1', 0, [newEvent()])).rejects.toBeInstanceOf(StoreAccessDenied);
    await store.close();
  });
});
