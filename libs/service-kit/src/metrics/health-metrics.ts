import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import type { Health } from '../health/health';

const VALUES = { ok: 0, degraded: 1, error: 2 } as const;

/** What `/health/ready` says, and how busy the pool of database connections is. */
export function measureHealth(registry: Registry, health: Health, pool: Pool): void {
  // First: the checks use connections themselves.
  new Gauge({
    name: 'sanban_database_connections',
    help: 'Connections of the service’s pool, and who waits for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waited-for' }, pool.waitingCount);
    },
  });
  new Gauge({
    name: 'sanban_check_status',
    help: 'How a part of the service does: 0 ok, 1 degraded (somebody has to look after something), 2 error.',
    labelNames: ['check'],
    registers: [registry],
    async collect() {
      const { checks } = await health.report(false);
      for (const [check, { status }] of Object.entries(checks)) this.set({ check }, VALUES[status]);
    },
  });
}
