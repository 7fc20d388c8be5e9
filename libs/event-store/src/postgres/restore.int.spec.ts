import { followUntil, readWhole } from '../testing/collect';
import { newEvent } from '../testing/new-event';
import { openTestLog } from '../testing/test-log';

/**
 * A dump is restored into a cluster whose transaction ids are younger or older than those of the rows' origin. Here the rows
 * go over as a dump's COPY takes them; transaction ids are burnt on one side, so that the origin's are the newer ones.
 */
describe('a log that was dumped and restored elsewhere', () => {
  it('reads the same, keeps checkpoints valid, and goes on where it stood', async () => {
    const origin = await openTestLog();
    for (let n = 0; n < 2_000; n += 100) {
      await origin.pool.query(`DO $$ BEGIN FOR n IN 1..100 LOOP
        PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$`);
    }
    for (let n = 0; n < 20; n += 1) await origin.store.append(`test.s-${n % 4}`, 'any', [newEvent({}, { n })]);
    const before = await readWhole(origin.store);
    const checkpoint = before[11]?.position ?? '';

    const restored = await openTestLog();
    const { rows } = await origin.pool.query<Record<string, unknown>>(
      'SELECT position, id, stream, revision, type, schema_version, data::text AS data, metadata::text AS metadata FROM event_log ORDER BY random()',
    );
    for (const row of rows) {
      await restored.pool.query('INSERT INTO event_log VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', Object.values(row));
    }
    expect(await readWhole(restored.store)).toEqual(before);
    const following = followUntil(restored.store, (events) => events.length === 9, { after: checkpoint });
    expect(await restored.store.append('test.s-0', 4, [newEvent({}, { n: 20 })])).toMatchObject({ revision: 5 });
    expect((await following).map(({ data }) => data['n'])).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20]);
    await origin.close();
    await restored.close();
  });

  it('no statement of ours, and no column, knows of transaction ids', async () => {
    const log = await openTestLog();
    await log.store.append('test.a', 'none', [newEvent()]);
    const { rows } = await log.pool.query<{ column_name: string; column_default: string | null }>(
      `SELECT column_name, column_default FROM information_schema.columns WHERE table_name LIKE 'event_log%' ORDER BY 1`,
    );
    expect(rows.filter(({ column_default }) => column_default !== null).map(({ column_name }) => column_name)).toEqual([
      'only_row',
    ]);
    const { rows: sequences } = await log.pool.query("SELECT FROM pg_class WHERE relkind = 'S'");
    expect(sequences).toEqual([]);
    await log.close();
  });
});
