import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { PG_POOL, Programmes } from '@sanban/service-kit';
import type { Pool } from 'pg';
import { createGateway, type Gateway } from '../gateway';
import { startEcho, type Echo } from './echo';

export const SECRET = 'x'.repeat(32);
export const DEMO_PASSWORD = 'sanban-demo';

export type HeaderFields = Record<string, string>;

/** A gateway that listens, with an echo behind it as the office, on a database of its own. */
export class TestGateway {
  private constructor(
    private readonly database: TestDatabase,
    readonly echo: Echo,
    readonly gateway: Gateway,
    /** `http://127.0.0.1:…` */
    readonly address: string,
  ) {}

  static async start({ demo = true, programmes = Programmes.load() } = {}): Promise<TestGateway> {
    const database = await createTestDatabase();
    const echo = await startEcho('coordination', SECRET);
    const { gateway, address } = await open(database, echo, demo, programmes);
    return new TestGateway(database, echo, gateway, address);
  }

  /** One more on the same database, as after a restart. */
  another({ demo = true } = {}): Promise<{ gateway: Gateway; address: string }> {
    return open(this.database, this.echo, demo, Programmes.load());
  }

  get pool(): Pool {
    return this.gateway.service.app.get<Pool>(PG_POOL);
  }

  /** `body` where the answer is JSON, `cookie` as it is sent back. */
  async call(method: string, path: string, headers: HeaderFields = {}, sent?: unknown) {
    const response = await fetch(`${this.address}${path}`, {
      method,
      headers: { ...(sent === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
    const body = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { status: response.status, headers: response.headers, text, body, cookie };
  }

  signIn(username: string, password = DEMO_PASSWORD) {
    return this.call('POST', '/api/v1/sessions', {}, { username, password });
  }

  async bearer(username: string, password = DEMO_PASSWORD): Promise<HeaderFields> {
    const { status, body } = await this.call('POST', '/api/v1/tokens', {}, { username, password });
    expect(status).toBe(201);
    return { authorization: `Bearer ${String(body['token'])}` };
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.echo.close();
    await this.database.drop();
  }
}

async function open({ url }: TestDatabase, echo: Echo, demo: boolean, programmes: Programmes) {
  const config = { databaseUrl: url, internalSecret: SECRET, demo, logLevel: 'silent' as const };
  const gateway = await createGateway(config, [echo.upstream], programmes);
  return { gateway, address: `http://127.0.0.1:${await gateway.listen(0)}` };
}
