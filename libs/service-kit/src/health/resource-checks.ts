import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName } from '@sanban/contracts';
import type { Resources } from '../resources';
import { SERVICE_NAME } from '../tokens';
import { Health } from './health';

/** The database and the log answer. */
export function addResourceChecks(app: NestFastifyApplication, { pool, store }: Resources): void {
  const health = app.get(Health);
  health.add('database', async () => {
    await pool.query('SELECT 1');
    return { status: 'ok', connections: pool.totalCount, waiting: pool.waitingCount };
  });
  health.add('event-store', async (detailed) => {
    // To find the newest event may take long where the log lies within a larger one of others.
    if (detailed) return { status: 'ok', head: await store.head() };
    await store.readStream(`${app.get<ServiceName>(SERVICE_NAME)}.sanban-log`, { limit: 1 });
    return { status: 'ok' };
  });
}
