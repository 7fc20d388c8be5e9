import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { InvalidMessage, type Bus } from '../port';
import { until } from '../testing/effects';
import { numbered } from '../testing/integration-event';
import { TEST_TOPIC } from '../testing/kafka-child';
import { testBrokers } from '../testing/test-brokers';
import { kafkaClient } from './connection';
import { openKafkaBus } from './kafka-bus';
import { CONFIGURATION_NAMES, topicToDescribe, type TopicSettings } from './topic-settings';

jest.setTimeout(30_000);

const connection = () => ({ brokers: testBrokers().split(',') });
const quiet = () => undefined;

describe('the Kafka bus in operation', () => {
  let database: TestDatabase;
  let pool: Pool;
  let topic: string;
  const buses: Bus[] = [];
  const open = async (topics: Record<string, TopicSettings>) => {
    const bus = await openKafkaBus({ connection: connection(), clientId: 'topics', inbox: pool, topics, log: quiet });
    buses.push(bus);
    return bus;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true });
  });
  beforeEach(() => {
    topic = `testing.${randomUUID()}`;
  });
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('creates declared topics as they are declared, however many services start at once', async () => {
    const settings = { ...TEST_TOPIC, partitions: 3, retentionMs: 86_400_000, compacted: true };
    await Promise.all([1, 2, 3].map(() => open({ [topic]: settings })));
    const admin = kafkaClient(connection(), 'look', quiet).admin();
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const { resources } = await admin.describeConfigs({ resources: [topicToDescribe(topic)], includeSynonyms: false });
    await admin.disconnect();
    expect(topics[0]?.partitions).toHaveLength(3);
    expect(topics[0]?.partitions[0]?.replicas).toHaveLength(3);
    const configuration = resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]);
    expect(Object.fromEntries(configuration ?? [])).toEqual({
      'cleanup.policy': 'compact',
      'retention.ms': '86400000',
      'min.insync.replicas': '2',
      'unclean.leader.election.enable': 'false',
    });
    expect(CONFIGURATION_NAMES).toHaveLength(4);
  });

  it('does not start on a topic that is otherwise than declared, and says which setting, what is wanted, what is there', async () => {
    await open({ [topic]: TEST_TOPIC });
    await expect(open({ [topic]: { ...TEST_TOPIC, partitions: 12, retentionMs: 1000 } })).rejects.toThrow(
      `topic ${topic}: partitions must be 12, is 6; topic ${topic}: retention.ms must be 1000, is -1`,
    );
    await expect(open({ [topic]: { ...TEST_TOPIC, replicas: 1, minInSyncReplicas: 1 } })).rejects.toThrow(
      `topic ${topic}: replicas must be 1, is 3; topic ${topic}: min.insync.replicas must be 1, is 2`,
    );
  });

  it('names every topic that is otherwise than declared', async () => {
    const topics = (settings: TopicSettings) =>
      Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${topic}.${name}`, settings]));
    await open({ ...topics(TEST_TOPIC), [topic]: TEST_TOPIC });
    const wrong = ['a', 'b', 'c', 'd'].map((name) => `topic ${topic}.${name}: min.insync.replicas must be 1, is 2`);
    await expect(open({ [topic]: TEST_TOPIC, ...topics({ ...TEST_TOPIC, minInSyncReplicas: 1 }) })).rejects.toThrow(
      wrong.join('; '),
    );
  });

  it('says what cannot be created', async () => {
    const bus = await open({ [topic]: { ...TEST_TOPIC, replicas: 7 } });
    await expect(bus.publish(topic, [numbered('a', 1)])).rejects.toThrow(
      new RegExp(`topic ${topic} cannot be created.*REPLICATION`),
    );
  });

  it('refuses a topic that nobody has declared', async () => {
    const bus = await open({});
    await expect(bus.publish('typing.error', [numbered('a', 1)])).rejects.toThrow(InvalidMessage);
    await expect(bus.consume('group', ['typing.error'], () => Promise.resolve())).rejects.toThrow(/not declared/);
  });

  it('refuses what no broker would take, before anything is sent', async () => {
    const bus = await open({ [topic]: TEST_TOPIC });
    const { key, event } = numbered('a', 1);
    const huge = { key, event: { ...event, data: 'x'.repeat(1_000_000) } };
    await expect(bus.publish(topic, [numbered('b', 1), huge])).rejects.toThrow(/bytes, at most/);
    expect(await bus.lag('anybody')).toBe(0);
  });

  it('buries what outside systems get wrong, with the reason; what follows on other keys is handled', async () => {
    const bus = await open({ [topic]: TEST_TOPIC });
    const producer = kafkaClient(connection(), 'outside', quiet).producer();
    await producer.connect();
    await producer.send({
      topic,
      messages: [
        { key: 'bad', value: 'no JSON' },
        { key: 'bad', value: '{}', headers: { ce_specversion: '1.0', ce_id: '1' } },
        { key: 'nul\0', value: '{}' },
        { key: null, value: null },
        { key: 'garbled', value: Buffer.from([0x7b, 0xff, 0x7d]), headers: { ce_specversion: '1.0' } },
      ],
    });
    await producer.disconnect();
    await bus.publish(topic, [numbered('good', 1), numbered('bad', 2)]);
    const got: string[] = [];
    const group = randomUUID();
    await bus.consume(group, [topic], (events) => {
      got.push(...events.map(({ key }) => key));
      return Promise.resolve();
    });
    await until(async () => got.length === 1 && (await bus.listDeadLetters(group)).length === 6);
    expect(got).toEqual(['good']);
    const letters = await bus.listDeadLetters(group);
    const reasons = (key: string) => letters.filter((letter) => letter.key === key).map(({ reason }) => reason);
    expect(reasons('bad')[0]).toBe('the value is not JSON');
    expect(reasons('bad').slice(1)).toEqual([expect.stringMatching(/^behind/), expect.stringMatching(/^behind/)]);
    // Under the name of its place: what cannot be a key, and what has none.
    const placed = letters.filter(({ key }) => key.startsWith(`${topic}/`));
    expect(placed.map(({ key }) => key)).toEqual(placed.map(({ eventId }) => eventId));
    expect(placed.map(({ reason }) => reason).sort()).toEqual([
      expect.stringContaining('NUL'),
      'the message has no value',
    ]);
    expect(letters.find(({ key }) => key === 'bad')?.event).toMatchObject({ value: 'no JSON' });
    const garbled = letters.find(({ key }) => key === 'garbled');
    expect(garbled).toMatchObject({
      reason: 'the value is not UTF-8, and kept as base64',
      event: { key: 'garbled', headers: { ce_specversion: '1.0' }, value: { base64: 'e/99' } },
    });
    const again = await bus.redrive(group, 'garbled');
    expect(again).toEqual({ handled: 0, remaining: 1, reason: `Error: ${garbled?.reason}` });
  });

  it('knows how far a group is behind also while nothing more of the partition is fetched', async () => {
    const bus = await open({ [topic]: TEST_TOPIC });
    const publish = (from: number, to: number) =>
      bus.publish(
        topic,
        Array.from({ length: to - from }, (_, n) => numbered('a', from + n)),
      );
    let release: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => (release = resolve));
    await publish(0, 4_000);
    await bus.consume(randomUUID(), [topic], () => stuck);
    const lag = () => bus.status().groups[0]?.partitions.reduce((sum, partition) => sum + partition.lag, 0);
    try {
      await until(() => lag() === 4_000);
      // A fetch brings some thousand; when 4,000 wait there is no other.
      for (const total of [5_000, 6_000, 7_000, 8_000, 9_000, 10_000, 11_000]) {
        await publish(total - 1_000, total);
        await until(() => lag() === total);
      }
    } finally {
      release();
    }
    await until(() => lag() === 0);
  }, 120_000);

  it('refuses to read on where the bus is behind the group: it was restored from an older state', async () => {
    const bus = await open({ [topic]: TEST_TOPIC });
    await pool.query(`INSERT INTO bus_offsets SELECT 'old', $1, p, 100 FROM generate_series(0, 5) AS p`, [topic]);
    let handled = 0;
    await bus.consume('old', [topic], () => {
      handled += 1;
      return Promise.resolve();
    });
    await bus.publish(topic, [numbered('a', 1)]);
    const errors = () => bus.status().groups[0]?.partitions.map(({ lastError }) => lastError) ?? [];
    await until(() => errors().some((error) => error?.includes('older state') ?? false));
    expect(handled).toBe(0);
  });
});
