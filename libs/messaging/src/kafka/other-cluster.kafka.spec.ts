import { layOutKafka, type KafkaCluster } from '@sanban/embedded-kafka';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { BusUnavailable, type Bus } from '../port';
import { openPostgresBus } from '../postgres/postgres-bus';
import { upTo } from '../testing/bench';
import { numberOf, until } from '../testing/effects';
import { numbered } from '../testing/integration-event';
import { TEST_TOPIC } from '../testing/kafka-child';
import { readLog } from '../testing/log-reader';
import { kafkaClient } from './connection';
import { openKafkaBus } from './kafka-bus';

jest.setTimeout(180_000);

const TOPIC = 'testing.exchanged';
const GROUP = 'testing.exchanged';
const FOREIGN = /is of the bus kafka (\S+), configured is the bus kafka (?!\1)\S+:/;
const jarsDir = join(__dirname, '../../../../.data/kafka-jars');

describe('two clusters of Kafka at one address, now the one, now the other', () => {
  let dir: string;
  let ours: KafkaCluster;
  let theirs: KafkaCluster;
  const databases: TestDatabase[] = [];
  const pools: Pool[] = [];
  const buses: Bus[] = [];
  let inbox: Pool;

  const newInbox = async () => {
    const database = await createTestDatabase();
    databases.push(database);
    const pool = new Pool({ connectionString: database.url, pipeline: true });
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool;
  };
  const open = async (pool = inbox) => {
    const bus = await openKafkaBus({
      connection: { brokers: ours.brokers },
      clientId: 'exchanged',
      inbox: pool,
      topics: { [TOPIC]: { ...TEST_TOPIC, replicas: 1, minInSyncReplicas: 1 } },
      log: () => undefined,
    });
    buses.push(bus);
    return bus;
  };
  const follow = async (bus: Bus) => {
    const got: number[] = [];
    await bus.consume(GROUP, [TOPIC], (events) => {
      got.push(...events.map(numberOf));
      return Promise.resolve();
    });
    return got;
  };
  const publish = (bus: Bus, ...numbers: number[]) =>
    bus.publish(
      TOPIC,
      numbers.map((n) => numbered('a', n)),
    );
  const untilItSaysSo = (bus: Bus) => until(() => FOREIGN.test(bus.status().lastError ?? ''));

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sanban-exchanged-'));
    ours = await layOutKafka({ dir: join(dir, 'ours'), jarsDir, nodes: 1 });
    const port = Number(ours.brokers[0]?.split(':')[1]);
    theirs = await layOutKafka({ dir: join(dir, 'theirs'), jarsDir, nodes: 1, port });
    inbox = await newInbox();

    // Theirs has more of the topic than we have read of ours: no position lies beyond its end.
    await theirs.start();
    const bus = await open(await newInbox());
    await publish(bus, ...upTo(20).map((n) => 100 + n));
    await bus.close();
    await theirs.stop();
  });
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });
  afterAll(async () => {
    await Promise.all([ours, theirs].flatMap(({ nodes }) => nodes).map((node) => node.kill()));
    await Promise.all(pools.map((pool) => pool.end()));
    await Promise.all(databases.map((database) => database.drop()));
    rmSync(dir, { recursive: true, force: true });
  });

  it('a service that has read the one does not start on the other', async () => {
    await ours.start();
    const bus = await open();
    const got = await follow(bus);
    await publish(bus, 1, 2, 3);
    await until(() => got.length === 3);
    await bus.close();
    await ours.stop();

    await theirs.start();
    await expect(open()).rejects.toThrow(FOREIGN);
  });

  it('one that started while nobody answered reads and publishes nothing on the other, and goes on with its own', async () => {
    await theirs.stop();
    const bus = await open();
    const got = await follow(bus);
    await theirs.start();
    await untilItSaysSo(bus);
    await expect(publish(bus, 0)).rejects.toThrow(BusUnavailable);
    await expect(publish(bus, 0)).rejects.toThrow(FOREIGN);
    await expect(bus.lag(GROUP)).rejects.toThrow(FOREIGN);
    await until(() => FOREIGN.test(bus.status().groups[0]?.lastError ?? ''));
    await theirs.stop();

    await ours.start();
    await until(() => bus.status().connected && bus.status().lastError === null);
    await publish(bus, 4);
    await until(() => got.length > 0);
    expect(got).toEqual([4]);
  });

  it('one that runs lets go of the other when it takes the place of its own, and goes on when that is back', async () => {
    const bus = await open();
    const got = await follow(bus);
    await publish(bus, 5);
    await until(() => got.length === 1);
    await ours.nodes[0]?.kill();
    await theirs.start();
    const publishing = publish(bus, 0);
    await untilItSaysSo(bus);
    await expect(publishing).rejects.toThrow(FOREIGN);
    await until(() => bus.status().groups[0]?.members === 0);
    await theirs.stop();

    await ours.start();
    await publish(bus, 6);
    await until(() => got.length > 1);
    expect(got).toEqual([5, 6]);
    await until(() => bus.status().lastError === null);
    expect([...(await readLog(ours.brokers, TOPIC)).perKey]).toEqual([['a', upTo(6)]]);
  });

  it('has nothing of ours on the other', async () => {
    await ours.stop();
    await theirs.start();
    const admin = kafkaClient({ brokers: theirs.brokers }, 'look', () => undefined).admin();
    await admin.connect();
    // A broker that answers again leads its partitions a moment later.
    let ends: { high: string }[] = [];
    await until(async () => (ends = await admin.fetchTopicOffsets(TOPIC).catch(() => [])).length > 0);
    await admin.disconnect();
    expect(ends.reduce((sum, { high }) => sum + Number(high), 0)).toBe(20);
  });

  it('one that used the PostgreSQL bus moves on purpose alone', async () => {
    const pool = await newInbox();
    const bus = await openPostgresBus({ bus: { pool }, inbox: pool });
    await follow(bus);
    await publish(bus, 1);
    await until(async () => (await bus.lag(GROUP)) === 0);
    await bus.close();
    await expect(open(pool)).rejects.toThrow(/is of the bus postgres \S+, configured is the bus kafka \S+:/);
    await pool.query(readFileSync(join(__dirname, '../../../../deploy/leave-bus.sql'), 'utf8'));
    const got = await follow(await open(pool));
    await until(() => got.length === 20);
  });
});
