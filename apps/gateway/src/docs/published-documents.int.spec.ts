import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { openApiDocument, publishedEvents } from '@sanban/contracts';
import { Programmes } from '@sanban/service-kit';
import { createGateway, type Gateway } from '../gateway';

describe('the published language, served', () => {
  let database: TestDatabase;
  let gateway: Gateway;
  let url: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const integration = {
      outsideSystems: {},
      eventServers: ['kafka-secure://broker.example:9093'],
      webhookAllowPrivate: false,
    };
    const internalSecret = 'a secret of at least thirty-two characters';
    gateway = await createGateway(
      { databaseUrl: database.url, internalSecret, demo: false, logLevel: 'silent', integration },
      [],
      Programmes.load(),
    );
    url = `http://127.0.0.1:${await gateway.listen(0)}`;
  });
  afterAll(async () => {
    await gateway.close();
    await database.drop();
  });

  it('AsyncAPI names the configured brokers', async () => {
    const response = await fetch(`${url}/api/asyncapi.json`);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toMatchObject({
      asyncapi: '3.0.0',
      servers: { broker1: { host: 'broker.example:9093', protocol: 'kafka-secure' } },
    });
  });

  it('every event has its schema, and nothing else has', async () => {
    for (const type of publishedEvents.keys()) {
      const response = await fetch(`${url}/api/schemas/${type}.json`);
      expect([type, response.status]).toEqual([type, 200]);
      expect(await response.json()).toMatchObject({ $id: `https://sanban.example/schemas/${type}.json` });
    }
    for (const file of ['sanban.outbound.assigned.v2.json', 'sanban.outbound.assigned.v1', 'toString.json']) {
      expect((await fetch(`${url}/api/schemas/${file}`)).status).toBe(404);
    }
  });

  it('each document has the media type that the API’s document names', async () => {
    const { paths } = openApiDocument();
    for (const path of ['/api/openapi.json', '/api/asyncapi.json', '/api/schemas/{type}.json']) {
      const response = await fetch(`${url}${path.replace('{type}', 'sanban.outbound.assigned.v1')}`);
      const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
      expect(paths[path]?.['get']).toMatchObject({ responses: { '200': { content: { [type]: {} } } } });
    }
  });

  it('an agency’s webhooks and dead letters are asked of its own service', async () => {
    // No service is behind this door: what is routed to one is not available.
    for (const path of ['webhooks', 'inbound/dead-letters', 'case-files']) {
      expect((await fetch(`${url}/api/v1/agencies/530902/tax/${path}`)).status).toBe(503);
    }
    expect((await fetch(`${url}/api/v1/agencies/530902/nobody/webhooks`)).status).toBe(404);
  });
});
