import { Client } from 'pg';
import type { EventStore } from '../port';
import { followUntil, readWhole } from '../testing/collect';
import { newEvent } from '../testing/new-event';
import { openTestLog, type TestLog } from '../testing/test-log';
import { openPostgresEventStore } from './store';
import { createLog } from './tables';

describe('logs of several services in one database', () => {
  let log: TestLog;
  const stores: Record<string, EventStore> = {};
  beforeAll(async () => {
    log = await openTestLog();
    for (const schema of ['finance', 'tax']) {
      const client = new Client({ connectionString: log.url });
      await client.connect();
      await client.query(`CREATE SCHEMA ${schema}; SET search_path = ${schema}`);
      await createLog(client);
      await client.end();
      stores[schema] = await openPostgresEventStore({ connectionString: log.url, schema });
    }
  });
  afterAll(async () => {
    await Promise.all(Object.values(stores).map((store) => store.close()));
    await log.close();
  });

  it('know nothing of each other, and each writes while another’s writer hangs', async () => {
    const { finance, tax } = stores;
    if (finance === undefined || tax === undefined) throw new Error('not opened');
    const hanging = await log.pool.connect();
    await hanging.query('BEGIN; SELECT FROM finance.event_log_head FOR UPDATE');
    let admitted = false;
    const waiting = finance.append('finance.case-file-1', 'none', [newEvent()]).finally(() => (admitted = true));
    const following = followUntil(tax, (events) => events.length === 1);
    await tax.append('tax.case-file-1', 'none', [newEvent()]);
    expect(admitted).toBe(false);
    await hanging.query('ROLLBACK');
    hanging.release();
    await waiting;
    expect((await following).map(({ stream }) => stream)).toEqual(['tax.case-file-1']);
    expect((await readWhole(finance)).map(({ stream }) => stream)).toEqual(['finance.case-file-1']);
    expect(await readWhole(log.store)).toEqual([]);
  });
});
