import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Resources } from '../resources';
import { Health } from './health';

/** The database and the log answer. */
export function addResourceChecks(app: NestFastifyApplication, { pool, store }: Resources): void {
  const health = app.get(Health);
  health.add('database', async () => {
    await pool.query('SELECT 1');
    return { status: 'ok', connections: pool.totalCount, waiting: pool.waitingCount };
  });
  health.add('event-store', async () => ({ status: 'ok', head: await store.head() }));
}
