import { SERVICES } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Client } from 'pg';
import { provisionDatabase, type Provisioned } from './provision';

describe('a provisioned database', () => {
  let database: TestDatabase;
  let provisioned: Provisioned;

  const as = async <Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const urlOf = (service: (typeof SERVICES)[number]) => provisioned.services.get(service) ?? '';
  const refused = (message: RegExp) =>
    expect.objectContaining({ message: expect.stringMatching(message) as string }) as Error;

  beforeAll(async () => {
    database = await createTestDatabase();
    // As a version before roles left it: the administrator owns what lies in the schema.
    await as(database.url, (admin) =>
      admin.query(`
        CREATE SCHEMA tax;
        CREATE TABLE tax.case_files (id int GENERATED ALWAYS AS IDENTITY, title text);
        INSERT INTO tax.case_files (title) VALUES ('secret');
        CREATE VIEW tax.titles AS SELECT title FROM tax.case_files;
        CREATE FUNCTION tax.touch() RETURNS void LANGUAGE sql AS 'SELECT'`),
    );
    provisioned = await provisionDatabase(database.url);
  });
  afterAll(() => database.drop());

  it('has a role for every service, which owns its schema and what was there before', async () => {
    expect([...provisioned.services.keys()]).toEqual([...SERVICES]);
    expect(provisioned.separated).toBe(true);
    await as(urlOf('tax'), async (tax) => {
      await tax.query('ALTER TABLE tax.case_files ADD COLUMN note text');
      await tax.query('DROP FUNCTION tax.touch(); DROP VIEW tax.titles');
      const { rows } = await tax.query(`INSERT INTO tax.case_files (title) VALUES ('two') RETURNING id`);
      expect(rows).toEqual([{ id: 2 }]);
    });
  });

  it.each([
    ['read', 'SELECT * FROM tax.case_files'],
    ['write', `INSERT INTO tax.case_files (title) VALUES ('x')`],
    ['create in', 'CREATE TABLE tax.mine (id int)'],
    ['drop', 'DROP SCHEMA tax CASCADE'],
    ['take on the role of', 'SET ROLE "tax"'],
  ])('does not let finance %s tax', async (_what, sql) => {
    await as(urlOf('finance'), async (finance) => {
      const { rows } = await finance.query<{ database: string }>('SELECT current_database() AS database');
      const statement = sql.replace('"tax"', `"${rows[0]?.database ?? ''}_tax"`);
      await expect(finance.query(statement)).rejects.toEqual(refused(/permission denied|must be owner/));
    });
  });

  it('lets nobody change or take back a message of the bus, or what it is known by, nor make tables beside it', async () => {
    await as(urlOf('finance'), async (finance) => {
      await finance.query('SELECT * FROM bus.messages');
      expect((await finance.query('SELECT id FROM bus.identity')).rowCount).toBe(1);
      for (const sql of [
        'UPDATE bus.identity SET id = gen_random_uuid()',
        'DELETE FROM bus.messages',
        `UPDATE bus.messages SET key = 'other'`,
        'TRUNCATE bus.messages',
        'CREATE TABLE bus.mine (id int)',
        'CREATE TABLE public.mine (id int)',
        'CREATE SCHEMA mine',
      ]) {
        await expect(finance.query(sql)).rejects.toEqual(refused(/permission denied/));
      }
    });
  });

  it('can be provisioned again, with new passwords', async () => {
    const before = urlOf('finance');
    provisioned = await provisionDatabase(database.url);
    expect(urlOf('finance')).not.toBe(before);
    await as(urlOf('finance'), (finance) => finance.query('CREATE TABLE finance.one (id int)'));
    await expect(as(before, () => Promise.resolve())).rejects.toEqual(refused(/password authentication failed/));
  });

  it('is left as it is where the given role may not create roles', async () => {
    const url = urlOf('hrss');
    const unchanged = await provisionDatabase(url);
    expect(unchanged).toEqual({
      services: new Map(SERVICES.map((service) => [service, url])),
      bus: url,
      separated: false,
    });
  });

  it('needs no superuser: the owner of the database with CREATEROLE will do', async () => {
    const other = await createTestDatabase();
    const owner = new URL(other.url);
    owner.username = `${owner.pathname.slice(1)}_owner`;
    owner.password = 'owner';
    await as(other.url, async (admin) => {
      await admin.query(`CREATE ROLE "${owner.username}" LOGIN CREATEROLE PASSWORD 'owner'`);
      await admin.query(`ALTER DATABASE "${owner.pathname.slice(1)}" OWNER TO "${owner.username}"`);
    });
    const { services } = await provisionDatabase(owner.href);
    await as(services.get('tax') ?? '', (tax) => tax.query('CREATE TABLE tax.case_files (id int)'));
    await expect(
      as(services.get('finance') ?? '', (finance) => finance.query('SELECT * FROM tax.case_files')),
    ).rejects.toEqual(refused(/permission denied/));
    await other.drop();
  });
});
