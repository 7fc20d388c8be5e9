import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { ServiceDefinition } from '../definition';
import { KeptCommands1660000000001 } from './kept-commands';
import { KitTables1660000000000 } from './kit-tables';
import { searchPathOf } from './pool';

/** TypeORM on the service's schema, with all migrations run. Never `synchronize`. */
export async function openDataSource(
  definition: ServiceDefinition,
  databaseUrl: string,
  pool: Pool,
): Promise<DataSource> {
  const { name, entities, migrations } = definition;
  const dataSource = new DataSource({
    type: 'postgres',
    url: databaseUrl,
    schema: name,
    applicationName: `sanban-${name}-typeorm`,
    entities: [...entities],
    migrations: [KitTables1660000000000, KeptCommands1660000000001, ...migrations],
    migrationsTableName: 'migrations',
    logging: false,
    extra: { max: 4, options: searchPathOf(name) },
  });
  await dataSource.initialize();
  const lock = await pool.connect();
  try {
    // Another process of the same service may be starting.
    await lock.query(`SELECT pg_advisory_lock(hashtextextended('sanban.migrations.' || $1, 0))`, [name]);
    await dataSource.runMigrations({ transaction: 'each' });
  } catch (error) {
    await dataSource.destroy();
    throw error;
  } finally {
    await lock.query('SELECT pg_advisory_unlock_all()');
    lock.release();
  }
  return dataSource;
}
