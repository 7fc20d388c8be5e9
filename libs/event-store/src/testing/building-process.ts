import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { openPostgresEventStore } from '../postgres/store';
import { prepareProjection } from '../projection/versions';
import { runProjection } from '../projection/run-projection';
import { counts } from './counts';

/** A process that builds version 2 of a read model, slowly, and says `batch .` within each transaction, until it is killed. */
async function main([connectionString = '']: string[]): Promise<void> {
  const pool = new Pool({ connectionString, pipeline: true });
  const store = await openPostgresEventStore({ connectionString });
  const projection = counts(2, async () => {
    process.stdout.write('batch .\n');
    await delay(50);
  });
  await prepareProjection(pool, projection);
  await runProjection({
    pool,
    store,
    projection,
    onAlert: () => process.exit(1),
    signal: new AbortController().signal,
  });
}

void main(process.argv.slice(2));
