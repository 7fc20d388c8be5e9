import type { Pool } from 'pg';
import { listDeadLetters } from '../inbox/dead-letters';
import { receive } from '../inbox/delivery';
import { assertSameBus } from '../inbox/identity';
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
import { publishable } from '../publishable';
import { Semaphore } from '../semaphore';
import type { Broker, BusDatabase } from './broker';
import { GroupConsumer } from './group-consumer';
import { acquireBroker } from './shared-brokers';
import type { Topic } from './topics';

export interface PostgresBusOptions {
  /** Where the bus itself lies. Services of one process that name the same one share its connections. */
  bus: BusDatabase;
  /** The schema of the bus; `bus` when absent. */
  schema?: string;
  /**
   * The consuming service's own database: offsets, inbox and dead letters lie in the first schema of its search_path, and
   * handlers work on its connections, which are in pipeline mode. It may be another database than the bus. Stays the caller's.
   */
  inbox: Pool;
  /** Topics with the number of partitions that they must have; a topic that is not named gets 6 when it is met first. */
  topics?: Readonly<Record<string, number>>;
  /** How long a member that does not answer keeps its partitions, ms; 5000 when absent. */
  leaseMs?: number;
  /** Messages of one batch; 200 when absent. */
  batchSize?: number;
  /** Transactions that this service's handlers have open at once, fewer than its pool's connections; 4 when absent. */
  concurrency?: number;
  /**
   * How long a handler may leave its transaction without a statement, ms; 60000 when absent. Then PostgreSQL ends the
   * connection, so that a member that has frozen does not hold up the one that has taken over.
   */
  idleTransactionMs?: number;
  /** How often one message alone may fail before it becomes a dead letter; 5 when absent. */
  attempts?: number;
  /**
   * How long the inbox remembers what was handled, ms; 14 days when absent. An event that its sender publishes again later than
   * that would be handled again: it must be longer than any sender is down.
   */
  inboxRetentionMs?: number;
}

const DAY_MS = 86_400_000;

/**
 * One service's bus on PostgreSQL. Creates the tables that are missing.
 * @throws ForeignBus when the service has read another bus; Error when a declared topic has another number of partitions.
 */
export async function openPostgresBus(options: PostgresBusOptions): Promise<Bus> {
  const { broker, release } = await acquireBroker(options.bus, options.schema ?? 'bus');
  try {
    await createInboxTables(options.inbox);
    await assertSameBus(options.inbox, broker.identity);
    for (const [name, partitions] of Object.entries(options.topics ?? {})) await broker.topics.named(name, partitions);
  } catch (error) {
    await release();
    throw error;
  }
  return new PostgresBus(broker, release, options);
}

class PostgresBus implements Bus {
  private readonly inbox: Inbox;
  private readonly slots: Semaphore;
  private readonly pruner: Pruner;
  private readonly consumers = new Set<GroupConsumer>();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly broker: Broker,
    private readonly release: () => Promise<void>,
    private readonly options: PostgresBusOptions,
  ) {
    this.inbox = new Inbox(options.inbox, options.idleTransactionMs ?? 60_000);
    this.slots = new Semaphore(options.concurrency ?? 4);
    this.pruner = new Pruner(options.inbox, options.inboxRetentionMs ?? 14 * DAY_MS);
  }

  async publish(topic: string, events: readonly { key: string; event: IntegrationEvent }[]): Promise<void> {
    const messages = events.map(({ key, event }) => publishable(key, event));
    await this.broker.publisher.publish(await this.broker.topics.named(topic), messages);
  }

  async consume(
    group: string,
    topics: readonly string[],
    handler: Handler,
    { concerns = () => true, foreign = false }: ConsumeOptions = {},
  ): Promise<Consumer> {
    this.assertOpen();
    // It may be closed meanwhile: nobody would stop this member.
    const known = await this.meet(topics).finally(() => this.assertOpen());
    const { inbox, slots } = this;
    const { leaseMs = 5_000, batchSize = 200, attempts = 5 } = this.options;
    const consumer = new GroupConsumer(
      this.broker,
      group,
      known,
      handler,
      { concerns, foreign, inbox, slots, leaseMs, batchSize, attempts },
      () => this.consumers.delete(consumer),
    );
    this.consumers.add(consumer);
    return consumer;
  }

  async lag(group: string): Promise<number> {
    await this.broker.look();
    const positions = await this.inbox.positions(group);
    const names = new Set([...positions.keys()].map((place) => place.slice(0, place.lastIndexOf('/'))));
    for (const consumer of this.consumers) {
      if (consumer.group === group) for (const topic of consumer.status().topics) names.add(topic);
    }
    let lag = 0;
    for (const topic of await Promise.all([...names].map((name) => this.broker.topics.named(name)))) {
      for (let partition = 0; partition < topic.partitions; partition += 1) {
        lag += this.broker.heads.of(topic.id, partition) - (positions.get(`${topic.name}/${partition}`) ?? 0);
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
    return redrive(this.inbox, group, key, receive, consumer.handler);
  }

  status(): BusStatus {
    const { listener, publisher } = this.broker;
    return {
      connected: listener.connected,
      publishing: publisher.queued,
      lastError: listener.lastError ?? publisher.lastError,
      groups: [...this.consumers].map((consumer) => consumer.status()),
    };
  }

  close(): Promise<void> {
    this.closing ??= this.stop();
    return this.closing;
  }

  private async meet(topics: readonly string[]): Promise<Topic[]> {
    const known = await Promise.all(topics.map((topic) => this.broker.topics.named(topic)));
    await this.broker.look();
    return known;
  }

  private assertOpen(): void {
    if (this.closing !== undefined) throw new BusUnavailable('the bus is closed');
  }

  private async stop(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => consumer.stop()));
    await this.pruner.stop();
    await this.release();
  }
}
