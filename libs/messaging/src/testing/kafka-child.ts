import type { Pool } from 'pg';
import { openKafkaBus } from '../kafka/kafka-bus';
import type { TopicSettings } from '../kafka/topic-settings';
import type { Bus } from '../port';
import { PARTITIONS, type OpenInChild } from './environment';

/** What the suites' topics are on three brokers. */
export const TEST_TOPIC: TopicSettings = {
  partitions: PARTITIONS,
  replicas: 3,
  minInSyncReplicas: 2,
  retentionMs: null,
  compacted: false,
};

/** The Kafka bus at `brokers` (by commas) as the behaviour suite wants it, in the test's process and in its children. */
export function openForSuite(brokers: string, inbox: Pool): Promise<Bus> {
  return openKafkaBus({
    connection: { brokers: brokers.split(',') },
    clientId: 'suite',
    inbox,
    topics: {},
    otherTopics: TEST_TOPIC,
    sessionMs: 1_000,
    batchSize: 50,
    attempts: 3,
    idleTransactionMs: 1_500,
    log: () => undefined,
  });
}

export const openInChild: OpenInChild = openForSuite;
