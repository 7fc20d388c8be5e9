import type { Pool } from 'pg';
import { listDeadLetters } from '../inbox/dead-letters';
import { Inbox } from '../inbox/inbox';
import { Pruner } from '../inbox/pruner';
import { redrive } from '../inbox/redrive';
import { createInboxTables } from '../inbox/tables';
import {
  BusUnavailable,
  type Bus,
  type BusStatus,
  type ConsumeOptions,
  type Consumer,
  type DeadLetter,
  type DeadLetterQuery,
  type Handler,
  type IntegrationEvent,
  type Redriven,
} from '../port';
import { Semaphore } from '../semaphore';
import { KafkaAdmin } from './admin';
import { seldom, type KafkaConnection, type KafkaLog } from './connection';
import { within } from './deadline';
import { isFinal } from './errors';
import { GroupConsumer } from './group-consumer';
import { Heads } from './heads';
import { fromDeadLetter } from './message';
import { Publisher } from './publisher';
import { SameCluster } from './same-cluster';
import { Sender } from './sender';
import type { TopicSettings } from './topic-settings';
import { TopicMismatch, Topics } from './topics';

export interface KafkaBusOptions {
  connection: KafkaConnection;
  /** Who this is, in the brokers' logs and quotas: the service's name. */
  clientId: string;
  /**
   * The consuming service's own database: offsets, inbox and dead letters lie in the first schema of its search_path, and
   * handlers work on its connections, which are in pipeline mode. Stays the caller's.
   */
  inbox: Pool;
  /** Created or checked when the bus is opened. */
  topics: Readonly<Record<string, TopicSettings>>;
  /** What a topic gets that is not among them; absent: it is refused. */
  otherTopics?: TopicSettings;
  /** How long a member that does not answer keeps its partitions, ms; 6000 when absent, the least that brokers take by default. */
  sessionMs?: number;
  /** Messages of one transaction; 200 when absent. */
  batchSize?: number;
  /** Transactions that this service's handlers have open at once, fewer than its pool's connections; 4 when absent. */
  concurrency?: number;
  /** How long a handler may leave its transaction without a statement, ms; 60000 when absent. */
  idleTransactionMs?: number;
  /** How often one message alone may fail before it becomes a dead letter; 5 when absent. */
  attempts?: number;
  /** How long `publish` waits for brokers that are away before it throws BusUnavailable, ms; 30000 when absent. */
  publishPatienceMs?: number;
  /** What kafkajs reports; the bus's own state is in `status()`. */
  log: KafkaLog;
}

const DAY_MS = 86_400_000;
/** An inbox row must live longer than any sender is down: what it publishes again later would be handled again. */
const INBOX_RETENTION_MS = 14 * DAY_MS;
/** How long opening waits for brokers; afterwards it goes on without them, and takes them up when they come. */
const OPEN_MS = 10_000;
/** How long an orderly end may take, of the consumers and of the publisher beside them. */
const STOP_MS = 10_000;

/**
 * One service's bus on Kafka. Brokers that are away do not keep a service from starting: what is published waits.
 * @throws ForeignBus when the service has read another bus; TopicMismatch when a topic is not as declared; Error when the account is refused or lacks a right, or when the
 * connection's files or the inbox cannot be read.
 */
export async function openKafkaBus(given: KafkaBusOptions): Promise<Bus> {
  const options = { ...given, log: seldom(given.log) };
  await createInboxTables(options.inbox);
  const admin = new KafkaAdmin(options.connection, options.clientId, options.log);
  const cluster = new SameCluster(admin, options.inbox, options.log);
  const topics = new Topics({
    admin,
    cluster,
    declared: options.topics,
    log: options.log,
    ...(options.otherTopics && { others: options.otherTopics }),
  });
  try {
    await within(OPEN_MS, topics.ensureDeclared(), 'Kafka did not answer');
  } catch (error) {
    if (error instanceof TopicMismatch || isFinal(error)) {
      await admin.close();
      throw error;
    }
    options.log('warn', `cluster and topics are not checked yet: ${String(error)}`);
  }
  return new KafkaBus(admin, cluster, topics, options);
}

class KafkaBus implements Bus {
  private readonly inbox: Inbox;
  private readonly slots: Semaphore;
  private readonly pruner: Pruner;
  private readonly publisher: Publisher;
  private readonly heads: Heads;
  private readonly consumers = new Set<GroupConsumer>();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly admin: KafkaAdmin,
    private readonly cluster: SameCluster,
    private readonly topics: Topics,
    private readonly options: KafkaBusOptions,
  ) {
    const { connection, clientId, log } = options;
    this.inbox = new Inbox(options.inbox, options.idleTransactionMs ?? 60_000);
    this.slots = new Semaphore(options.concurrency ?? 4);
    this.pruner = new Pruner(options.inbox, INBOX_RETENTION_MS);
    this.heads = new Heads(admin, () => this.topicsRead());
    this.publisher = new Publisher(topics, new Sender(connection, clientId, log), options.publishPatienceMs ?? 30_000);
  }

  publish(topic: string, events: readonly { key: string; event: IntegrationEvent }[]): Promise<void> {
    return this.publisher.publish(topic, events);
  }

  async consume(
    group: string,
    topics: readonly string[],
    handler: Handler,
    { concerns = () => true, foreign = false }: ConsumeOptions = {},
  ): Promise<Consumer> {
    if (this.closing !== undefined) throw new BusUnavailable('the bus is closed');
    for (const topic of topics) this.topics.declared(topic);
    const { connection, clientId, log, sessionMs = 6_000, batchSize = 200, attempts = 5 } = this.options;
    const { inbox, slots, heads } = this;
    const options = {
      ...{ connection, clientId, log, sessionMs, batchSize, attempts, concerns, foreign, inbox, slots, heads },
      topics: this.topics,
      stopMs: STOP_MS,
    };
    const consumer = new GroupConsumer(group, topics, handler, options, () => this.consumers.delete(consumer));
    this.consumers.add(consumer);
    return Promise.resolve(consumer);
  }

  async lag(group: string): Promise<number> {
    const positions = await this.inbox.positions(group);
    const names = new Set([...positions.keys()].map((place) => place.slice(0, place.lastIndexOf('/'))));
    for (const consumer of this.consumers) {
      if (consumer.group === group) for (const topic of consumer.status().topics) names.add(topic);
    }
    let lag = 0;
    for (const topic of names) {
      await this.topics.ensure(topic);
      const heads = await this.admin.ask((admin) => admin.fetchTopicOffsets(topic));
      for (const { partition, high } of heads) {
        lag += Math.max(0, Number(high) - (positions.get(`${topic}/${partition}`) ?? 0));
      }
    }
    return lag;
  }

  listDeadLetters(group: string, query: DeadLetterQuery = {}): Promise<DeadLetter[]> {
    return listDeadLetters(this.inbox.pool, group, query);
  }

  redrive(group: string, key: string): Promise<Redriven> {
    const consumer = [...this.consumers].find((other) => other.group === group);
    if (consumer === undefined) return Promise.reject(new Error(`group ${group} is not consumed by this service`));
    return redrive(this.inbox, group, key, fromDeadLetter, consumer.handler);
  }

  status(): BusStatus {
    return {
      connected: this.admin.connected,
      publishing: this.publisher.queued,
      lastError: this.cluster.lastError ?? this.admin.lastError ?? this.publisher.lastError,
      groups: [...this.consumers].map((consumer) => consumer.status()),
    };
  }

  close(): Promise<void> {
    this.closing ??= this.stop();
    return this.closing;
  }

  private async stop(): Promise<void> {
    this.heads.stop();
    await Promise.all([...[...this.consumers].map((consumer) => consumer.stop()), this.publisher.close(STOP_MS)]);
    await this.pruner.stop();
    await this.admin.close();
  }

  private topicsRead(): Set<string> {
    const partitions = [...this.consumers].flatMap((consumer) => consumer.status().partitions);
    return new Set(partitions.map(({ topic }) => topic));
  }
}
