import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { ForeignBus } from '@sanban/messaging';
import { Client } from 'pg';
import { explain } from './explain';
import { greeting } from './greeting';
import { AlreadyRunning } from './instance-lock';
import { DEFAULTS, type PlatformOptions } from './options';
import { startPlatform, type StartOptions } from './start-platform';

describe('the platform', () => {
  let database: TestDatabase;
  let dataDir: string;
  let options: StartOptions;

  beforeEach(async () => {
    database = await createTestDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'sanban-platform-'));
    options = { dataDir, databaseUrl: database.url, port: 0, logLevel: 'silent' };
  });
  afterEach(async () => {
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const cliFile = () => JSON.parse(readFileSync(join(dataDir, 'cli.json'), 'utf8')) as { url: string; token: string };

  it('serves, tells programs on this machine how to reach it, and lets one platform at a time use its data', async () => {
    const platform = await startPlatform(options);
    expect((await fetch(`${platform.url}/health/ready`)).status).toBe(200);
    const { url, token } = cliFile();
    expect(url).toBe(platform.url);
    expect(statSync(join(dataDir, 'cli.json')).mode & 0o777).toBe(0o600);
    const ledger = await fetch(`${url}/api/v1/ledger?region=530902`, { headers: { authorization: `Bearer ${token}` } });
    expect(ledger.status).toBe(200);

    const second = await startPlatform(options).catch((error: unknown) => error);
    expect(second).toBeInstanceOf(AlreadyRunning);
    expect(explain(second)).toContain(`${process.pid} ${platform.url}`);
    expect((await fetch(`${platform.url}/health/live`)).status).toBe(200);

    await platform.stop();
    await expect(fetch(`${platform.url}/health/live`)).rejects.toThrow();
    const again = await startPlatform(options);
    expect((await fetch(`${again.url}/health/ready`)).status).toBe(200);
    await again.stop();
  }, 60_000);

  it('prints only demo sign-ins that work, and none once the demo is off', async () => {
    const platform = await startPlatform(options);
    const printed = greeting(platform, true, 1);
    const password = /password: ([^）]+)/.exec(printed)?.[1];
    const usernames = [...printed.matchAll(/^ {4}(\S+) /gm)].map(([, username]) => username);
    expect(usernames).toHaveLength(12);
    expect(new Set(usernames).size).toBe(usernames.length);
    for (const username of usernames) {
      const answer = await fetch(`${platform.url}/api/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
      });
      expect({ username, status: answer.status }).toEqual({ username, status: 201 });
    }
    expect(greeting(platform, false, 1)).not.toContain(password);
    await platform.stop();
  }, 60_000);

  it('does not start on data whose messages were read from another bus, and says which', async () => {
    await (await startPlatform(options)).stop();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(`SELECT 'postgres ' || id AS bus FROM bus.identity`);
    for (const schema of ['gateway', 'coordination', 'tax']) {
      expect((await client.query(`SELECT bus FROM ${schema}.bus_identity`)).rows).toEqual(rows);
    }
    await client.query(`UPDATE tax.bus_identity SET bus = 'kafka elsewhere'`);
    await client.end();
    const failure = await startPlatform(options).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ForeignBus);
    expect(explain(failure)).toContain('what schema tax has read and published is of the bus kafka elsewhere');
  }, 60_000);

  it('says at once that its port is taken, and leaves nothing running', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const failure = await startPlatform({ ...options, port }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => other.close(resolve));
    const platform = await startPlatform({ ...options, port });
    expect(platform.url).toBe(`http://127.0.0.1:${port}`);
    await platform.stop();
  }, 60_000);

  it.each<[string, (dataDir: string) => Partial<PlatformOptions>, string]>([
    ['a folder below a file', (folder) => ({ dataDir: join(folder, 'file', 'x') }), 'ENOTDIR'],
    ['a file as its folder', (folder) => ({ dataDir: join(folder, 'file') }), 'EEXIST'],
    ['an address of another machine', () => ({ host: '203.0.113.5' }), '203.0.113.5 is no address of this machine'],
    ['a database that does not run', () => ({ databaseUrl: 'postgres://u:secret@127.0.0.1:1/x' }), 'ECONNREFUSED'],
    ['a database that there is not', () => ({ databaseUrl: `${database.url}_not` }), '3D000'],
  ])('explains in a sentence why it does not start with %s', async (_, given, named) => {
    writeFileSync(join(dataDir, 'file'), '');
    const all = { ...DEFAULTS, ...options, ...given(dataDir) };
    const said = explain(await startPlatform(all).catch((error: unknown) => error), all).split('\n');
    expect(said).toHaveLength(2);
    expect(said[1]).toContain(named);
    expect(said[1]).not.toContain('secret');
  });
});
