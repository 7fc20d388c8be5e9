// What the stores and the bus hold afterwards, read past the system.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const { Kafka, logLevel } = require('kafkajs');

/** Every event of every service's log, in the order of each log. */
export async function allEvents(adminUrl, services) {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const events = [];
  for (const service of services) {
    const { rows } = await client.query(
      `SELECT id, stream, revision, type, metadata->>'causationId' AS causation FROM ${service}.event_log ORDER BY position`,
    );
    events.push(...rows.map((row) => ({ service, ...row })));
  }
  await client.end();
  return events;
}

/** Rows that must not be there when all went well, by table. */
export async function leftOver(adminUrl, services, table) {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const found = {};
  for (const service of services) {
    const { rows: tables } = await client.query('SELECT to_regclass($1) AS there', [`${service}.${table}`]);
    if (tables[0].there === null) throw new Error(`${service} has no table ${table}`);
    const { rows } = await client.query(`SELECT count(*)::int AS count FROM ${service}.${table}`);
    if (rows[0].count > 0) found[service] = rows[0].count;
  }
  await client.end();
  return found;
}

const kafka = (brokers) => new Kafka({ brokers, clientId: 'independent-reader', logLevel: logLevel.NOTHING });

/** Ids of the events on each key of a topic, in the order of the log, repetitions left out; with plain kafkajs. */
export async function readTopic(brokers, topic) {
  const admin = kafka(brokers).admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const left = new Map(
    ends.filter(({ high }) => Number(high) > 0).map(({ partition, high }) => [partition, Number(high)]),
  );
  const keys = new Map();
  const seen = new Set();
  let repeated = 0;
  if (left.size === 0) return { keys, seen, repeated };
  const consumer = kafka(brokers).consumer({ groupId: `independent-reader-${process.pid}-${topic}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    void consumer.run({
      autoCommit: false,
      eachMessage: ({ partition, message }) => {
        const id = String(message.headers.ce_id);
        const key = String(message.key);
        if (seen.has(id)) repeated += 1;
        else keys.set(key, [...(keys.get(key) ?? []), id]);
        seen.add(id);
        if (Number(message.offset) + 1 >= left.get(partition)) left.delete(partition);
        if (left.size === 0) resolve();
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
  return { keys, seen, repeated };
}

/** Where groups stand by their stored offsets, against where their partitions end: a line for each that is behind; with plain kafkajs. */
export async function behind(adminUrl, services, brokers) {
  const client = new Client({ connectionString: adminUrl });
  const admin = kafka(brokers).admin();
  await Promise.all([client.connect(), admin.connect()]);
  const ends = new Map();
  const lines = [];
  for (const service of services) {
    const { rows } = await client.query(`SELECT group_name, topic, partition, next_offset FROM ${service}.bus_offsets`);
    const stands = new Map(rows.map((row) => [`${row.group_name} ${row.topic}/${row.partition}`, row.next_offset]));
    for (const read of new Set(rows.map(({ group_name, topic }) => `${group_name} ${topic}`))) {
      const topic = read.slice(read.indexOf(' ') + 1);
      if (!ends.has(topic)) ends.set(topic, await admin.fetchTopicOffsets(topic));
      for (const { partition, high } of ends.get(topic)) {
        const at = stands.get(`${read}/${partition}`) ?? '0';
        if (Number(at) !== Number(high)) lines.push(`${read}/${partition} stands at ${at}, ends at ${high}`);
      }
    }
  }
  await Promise.all([client.end(), admin.disconnect()]);
  return lines;
}

/** Whether every partition lies on all of its replicas again: then one more broker may go. */
export async function allInSync(brokers) {
  const admin = kafka(brokers).admin();
  try {
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata();
    return topics.every(({ partitions }) =>
      partitions.every(({ isr, replicas, leader }) => leader >= 0 && isr.length === replicas.length),
    );
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
