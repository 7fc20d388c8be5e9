import { createTestDatabase } from '@sanban/embedded-postgres/testing';
import { join } from 'node:path';
import { busBehaviour } from '../testing/bus-behaviour';
import { openForSuite } from '../testing/postgres-child';

// The bus in one database, the consumer's inbox in another: nothing may depend on their being the same.
busBehaviour('PostgreSQL', async () => {
  const database = await createTestDatabase();
  return {
    open: (inbox) => openForSuite(database.url, inbox),
    module: join(__dirname, '../testing/postgres-child.ts'),
    argument: database.url,
    close: () => database.drop(),
  };
});
