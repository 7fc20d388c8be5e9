import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const counted = z.object({ n: z.number() });

export interface LogFindings {
  messages: number;
  /** Messages that are a second copy of one before. */
  doubled: number;
  /** The numbers of each key in the order of the log, copies left out. */
  perKey: Map<string, number[]>;
}

/** Reads all that lies in a topic with plain kafkajs, without any code of ours. */
export async function readLog(brokers: string[], topic: string): Promise<LogFindings> {
  const kafka = new Kafka({ brokers, clientId: 'independent-reader', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const left = new Map(
    ends.filter(({ high }) => Number(high) > 0).map(({ partition, high }) => [partition, Number(high)]),
  );

  const findings: LogFindings = { messages: 0, doubled: 0, perKey: new Map() };
  const seen = new Set<string>();
  const consumer = kafka.consumer({ groupId: `reader-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer
        .run({
          autoCommit: false,
          eachMessage: ({ partition, message }) => {
            note(findings, seen, message.key?.toString() ?? '', message.value?.toString() ?? '', idIn(message.headers));
            if (Number(message.offset) + 1 >= (left.get(partition) ?? Infinity)) left.delete(partition);
            if (left.size === 0) resolve();
            return Promise.resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return findings;
}

const idIn = (headers: Record<string, unknown> | undefined): string => String(headers?.['ce_id']);

function note(findings: LogFindings, seen: Set<string>, key: string, value: string, id: string): void {
  findings.messages += 1;
  if (seen.has(id)) {
    findings.doubled += 1;
    return;
  }
  seen.add(id);
  const numbers = findings.perKey.get(key) ?? [];
  numbers.push(counted.parse(JSON.parse(value)).n);
  findings.perKey.set(key, numbers);
}
