import { startKafka, type KafkaCluster } from '@sanban/embedded-kafka';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { BusUnavailable } from '../port';
import { Effects, until } from '../testing/effects';
import { numbered } from '../testing/integration-event';
import { TEST_TOPIC } from '../testing/kafka-child';
import { kafkaClient } from './connection';
import { within } from './deadline';
import { openKafkaBus } from './kafka-bus';

const TOPIC = 'testing.closing';
const ALONE = { ...TEST_TOPIC, replicas: 1, minInSyncReplicas: 1 };
/** Less than a process has for its whole stop (`STOP_WITHIN_MS` of runProcess), and than `publish` is patient. */
const CLOSED_WITHIN_MS = 16_000;

jest.setTimeout(120_000);

describe('a Kafka bus that is closed while its broker is away', () => {
  let dir: string;
  let cluster: KafkaCluster;
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sanban-closing-'));
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true });
    pool.on('error', () => undefined);
    await Effects.createTable(pool);
    cluster = await startKafka({ dir, jarsDir: join(__dirname, '../../../../.data/kafka-jars'), nodes: 1 });
  });
  afterAll(async () => {
    await Promise.all(cluster.nodes.map((node) => node.kill()));
    await pool.end();
    await database.drop();
    rmSync(dir, { recursive: true, force: true });
  });

  const open = (clientId: string) =>
    openKafkaBus({
      connection: { brokers: cluster.brokers },
      ...{ clientId, inbox: pool, topics: { [TOPIC]: ALONE }, log: () => undefined },
    });

  it('does not wait for it: what is not written fails, and its sender will publish it again', async () => {
    const effects = new Effects(pool, TOPIC);
    const known = await open('known');
    await known.consume(TOPIC, [TOPIC], (events, tx) => effects.record(events, tx));
    await known.publish(TOPIC, [numbered('a', 1)]);
    await effects.reach(1);
    await cluster.nodes[0]?.kill();
    // It has never seen the brokers: its publishing waits for the topic, that of the other for the answer.
    const strange = await open('strange');
    await strange.consume('testing.strange', [TOPIC], () => Promise.resolve());
    const refused = [known, strange].map((bus) =>
      expect(bus.publish(TOPIC, [numbered('a', 2)])).rejects.toThrow(BusUnavailable),
    );
    await until(() => known.status().publishing === 1);

    await within(CLOSED_WITHIN_MS, Promise.all([known.close(), strange.close()]), 'the bus was not closed');

    await Promise.all(refused);
    // Closed again: the same.
    await known.close();
    await expect(strange.publish(TOPIC, [numbered('a', 3)])).rejects.toThrow(BusUnavailable);

    // The member goes on trying to say that it leaves; its process would have ended.
    await cluster.nodes[0]?.start();
    const admin = kafkaClient({ brokers: cluster.brokers }, 'look', () => undefined).admin();
    await admin.connect();
    // Until it coordinates the group again there is no answer.
    const members = async () => {
      const { groups } = await admin.describeGroups([TOPIC]);
      return groups.flatMap((group) => group.members);
    };
    await until(async () => (await members().catch(() => undefined))?.length === 0);
    await admin.disconnect();
  });
});
