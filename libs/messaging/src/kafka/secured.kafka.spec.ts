import { startKafka, testCertificates, type KafkaCluster } from '@sanban/embedded-kafka';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } from 'kafkajs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { BusUnavailable, type Bus } from '../port';
import { until } from '../testing/effects';
import { numbered } from '../testing/integration-event';
import { TEST_TOPIC } from '../testing/kafka-child';
import { kafkaClient, type KafkaConnection } from './connection';
import { openKafkaBus, type KafkaBusOptions } from './kafka-bus';

jest.setTimeout(60_000);

const READ = 'secured.read';
const WRITE = 'secured.write';
const ONE_BROKER = { ...TEST_TOPIC, replicas: 1, minInSyncReplicas: 1 };
const quiet = () => undefined;

describe('a broker that demands TLS, a client certificate and an account', () => {
  let dir: string;
  let cluster: KafkaCluster;
  let database: TestDatabase;
  let pool: Pool;
  let tls: NonNullable<KafkaConnection['tls']>;
  const buses: Bus[] = [];

  const as = (username: string, mechanism: 'scram-sha-512' | 'plain' = 'scram-sha-512'): KafkaConnection => ({
    brokers: cluster.brokers,
    tls,
    sasl: { mechanism, username, password: `${username}-password` },
  });
  const open = async (connection: KafkaConnection, options: Partial<KafkaBusOptions> = {}) => {
    const topics = { [READ]: ONE_BROKER, [WRITE]: ONE_BROKER };
    const bus = await openKafkaBus({ connection, clientId: 'secured', inbox: pool, topics, log: quiet, ...options });
    buses.push(bus);
    return bus;
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sanban-secured-'));
    const { ca, certificate, key } = testCertificates();
    tls = { ca: join(dir, 'ca.pem'), certificate: join(dir, 'certificate.pem'), key: join(dir, 'key.pem') };
    writeFileSync(join(dir, 'ca.pem'), ca);
    writeFileSync(join(dir, 'certificate.pem'), certificate);
    writeFileSync(join(dir, 'key.pem'), key, { mode: 0o600 });
    const users = ['admin', 'agency'].map((name) => ({ name, password: `${name}-password` }));
    cluster = await startKafka({
      dir,
      jarsDir: join(__dirname, '../../../../.data/kafka-jars'),
      nodes: 1,
      security: { ca, certificate, key, users, clientCertificates: true },
    });
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true });
    pool.on('error', quiet);
  });
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });
  afterAll(async () => {
    await Promise.all(cluster.nodes.map((node) => node.kill()));
    await pool.end();
    await database.drop();
    rmSync(dir, { recursive: true, force: true });
  });

  it.each(['scram-sha-512', 'plain'] as const)('is served with %s', async (mechanism) => {
    const bus = await open(as('admin', mechanism));
    let got = 0;
    await bus.consume(`admin-${mechanism}`, [READ], (events) => {
      got += events.length;
      return Promise.resolve();
    });
    await bus.publish(READ, [numbered('a', 1), numbered('b', 1)]);
    await until(() => got >= 2);
    expect(bus.status()).toMatchObject({ connected: true, lastError: null });
  });

  it('refuses a wrong password, and the bus says so instead of starting', async () => {
    const { sasl, ...rest } = as('admin');
    const wrong = { ...rest, sasl: { ...sasl!, password: 'guessed' } };
    await expect(open(wrong)).rejects.toThrow(/authentication/i);
  });

  it.each([
    ['an authority that is not ours', () => ({ ...as('admin'), tls: { certificate: tls.certificate, key: tls.key } })],
    ['no client certificate', () => ({ ...as('admin'), tls: { ca: tls.ca } })],
    ['no TLS', () => ({ brokers: cluster.brokers })],
  ])('is not reached with %s, which health shows', async (_, connection) => {
    const bus = await open(connection());
    await until(() => bus.status().lastError !== null);
    expect(bus.status().connected).toBe(false);
  });

  it('lets a user read one topic, write another and use groups of its own prefix; the rest is refused, visibly', async () => {
    const office = await open(as('admin'));
    await grantAgency(as('admin'));
    const agency = await open(as('agency'), { publishPatienceMs: 5_000 });

    let got = 0;
    const count = (events: readonly unknown[]) => {
      got += events.length;
      return Promise.resolve();
    };
    await office.publish(READ, [numbered('a', 2)]);
    await agency.consume('agency-inbox', [READ], count);
    await until(
      () => got > 0,
      () => JSON.stringify(agency.status()),
    );
    await agency.publish(WRITE, [numbered('a', 1)]);

    const refused = agency.publish(READ, [numbered('a', 3)]);
    await expect(refused).rejects.toThrow(BusUnavailable);
    await expect(refused).rejects.toThrow(/authorized/i);
    await agency.consume('office-inbox', [READ], count);
    await agency.consume('agency-other', [WRITE], count);
    const errorOf = (group: string) => agency.status().groups.find((one) => one.group === group)?.lastError ?? '';
    await until(
      () => /authorized/i.test(errorOf('office-inbox')) && /authorized/i.test(errorOf('agency-other')),
      () => JSON.stringify(agency.status()),
    );
    expect(errorOf('agency-inbox')).toBe('');
  });

  it('is waited for when it is away: publishers for a while, consumers for as long as it takes', async () => {
    const bus = await open(as('admin'));
    const got: number[] = [];
    await bus.consume('away', [WRITE], (events) => {
      got.push(...events.filter(({ key }) => key === 'away').map(({ data }) => (data as { n: number }).n));
      return Promise.resolve();
    });
    await bus.publish(WRITE, [numbered('away', 1)]);
    await until(() => got.length === 1);
    const [node] = cluster.nodes;
    await node?.kill();
    await until(() => !bus.status().connected);
    const impatient = await open(as('admin'), { publishPatienceMs: 500 });
    await expect(impatient.publish(WRITE, [numbered('b', 1)])).rejects.toThrow(BusUnavailable);
    const waiting = bus.publish(WRITE, [numbered('away', 2)]);
    await delay(3_000);
    expect(bus.status()).toMatchObject({ connected: false, publishing: 1 });
    expect(bus.status().lastError).not.toBeNull();
    await node?.start();
    await waiting;
    await until(() => got.length === 2);
    expect(got).toEqual([1, 2]);
    await until(() => bus.status().connected && bus.status().groups[0]?.lastError === null);
  });

  it('does not hold up an orderly end when it is gone', async () => {
    const bus = await open(as('admin'));
    await bus.consume('gone', [WRITE], () => Promise.resolve());
    await until(() => bus.status().groups[0]?.partitions.length === TEST_TOPIC.partitions);
    await cluster.nodes[0]?.kill();
    const began = performance.now();
    await bus.close();
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});

async function grantAgency(connection: KafkaConnection): Promise<void> {
  const admin = kafkaClient(connection, 'rights', quiet).admin();
  await admin.connect();
  const entry = (resourceType: AclResourceTypes, resourceName: string, operation: AclOperationTypes) => ({
    resourceType,
    resourceName,
    resourcePatternType:
      resourceType === AclResourceTypes.GROUP ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
    principal: 'User:agency',
    host: '*',
    operation,
    permissionType: AclPermissionTypes.ALLOW,
  });
  await admin.createAcls({
    acl: [
      entry(AclResourceTypes.TOPIC, READ, AclOperationTypes.READ),
      entry(AclResourceTypes.TOPIC, WRITE, AclOperationTypes.WRITE),
      entry(AclResourceTypes.GROUP, 'agency-', AclOperationTypes.READ),
    ],
  });
  await admin.disconnect();
}
