import { setTimeout as delay } from 'node:timers/promises';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { z } from 'zod';
import { kafkaClient, PATIENT, type KafkaConnection, type KafkaLog } from './connection';
import type { Fetched } from './partition-worker';

export interface MemberOptions {
  connection: KafkaConnection;
  clientId: string;
  group: string;
  topics: readonly string[];
  /** How long a member that does not answer keeps its partitions, ms; brokers refuse less than their `group.min.session.timeout.ms`. */
  sessionMs: number;
  log: KafkaLog;
  /** Called at once when the group has given this member its partitions, before anything of them is fetched. */
  onAssigned(partitions: ReadonlyMap<string, readonly number[]>, memberId: string): void;
  /** @returns whether the messages were taken; what was not is fetched again. */
  onFetched(topic: string, partition: number, fetched: Fetched): boolean;
}

/** How long members may take to notice that the group changes, ms. */
const REBALANCE_MS = 6_000;
/** How long a broker holds back an answer when there is nothing new; leaving a group takes as long. */
const WAIT_MS = 250;
const FETCH_BYTES = 512 * 1024;
/**
 * The next fetch waits so long after one that brought few messages: an answer for each single message would cost a
 * millisecond of this process, and every department reads every request. Where messages lay ready, more are to be expected.
 */
const GATHER_MS = { afterWaiting: 10, afterReady: 50 };
const PLENTY = 50;
/** A fetch that took so long, ms, had to wait for its messages. */
const WAITED_MS = 15;

/** kafkajs keeps where a fetch began, and does not say so in its types. */
const began = z.object({ fetchedOffset: z.union([z.string(), z.number()]).transform(Number) });

/** One stay in a consumer group: from joining to the first failure, or until it is told to leave. */
export class Member {
  private readonly consumer: Consumer;
  private running: Promise<void> = Promise.resolve();
  private left = false;
  private lastSign = performance.now();
  private gatherMs = GATHER_MS.afterWaiting;
  /** Rejects when the stay is over for another reason than that this member leaves. */
  readonly failure: Promise<never>;
  /** The stay is over, and why. */
  fail: (error: Error) => void = () => undefined;
  private readonly watchdog: NodeJS.Timeout;

  constructor(private readonly options: MemberOptions) {
    const { group, sessionMs } = options;
    this.failure = new Promise<never>((_, reject) => (this.fail = reject));
    this.failure.catch(() => undefined);
    this.consumer = kafkaClient(options.connection, options.clientId, options.log, { retry: PATIENT }).consumer({
      groupId: group,
      sessionTimeout: sessionMs,
      heartbeatInterval: Math.ceil(sessionMs / 6),
      rebalanceTimeout: Math.max(sessionMs, REBALANCE_MS),
      maxWaitTimeInMs: WAIT_MS,
      maxBytesPerPartition: FETCH_BYTES,
      metadataMaxAge: 5_000,
      allowAutoTopicCreation: false,
      // It is taken up again from outside, in one way whatever the failure was.
      retry: { ...PATIENT, restartOnFailure: () => Promise.resolve(false) },
    });
    this.listen();
    this.watchdog = setInterval(() => this.assertAlive(), 1_000);
  }

  /** Resolves when it has joined, or has failed to, which `failure` says then. */
  async join(): Promise<void> {
    this.running = this.start();
    await Promise.race([this.running, this.failure]);
  }

  /** How many live members the group has. */
  async countMembers(): Promise<number> {
    return (await this.consumer.describeGroup()).members.length;
  }

  seek(topic: string, partition: number, offset: number): void {
    if (!this.left) this.consumer.seek({ topic, partition, offset: String(offset) });
  }

  pause(topic: string, partition: number): void {
    if (!this.left) this.consumer.pause([{ topic, partitions: [partition] }]);
  }

  resume(topic: string, partition: number): void {
    if (!this.left) this.consumer.resume([{ topic, partitions: [partition] }]);
  }

  /** For Kafka's own tools only: the group's true offsets lie in PostgreSQL. */
  async commit(positions: readonly { topic: string; partition: number; position: number }[]): Promise<void> {
    if (this.left || positions.length === 0) return;
    const offsets = positions.map(({ topic, partition, position }) => ({ topic, partition, offset: String(position) }));
    await this.consumer.commitOffsets(offsets);
  }

  /** Resolves when the group knows that this member is gone. */
  async leave(): Promise<void> {
    this.left = true;
    clearInterval(this.watchdog);
    // A consumer that is stopped while it joins would go on by itself afterwards.
    await this.running.catch(() => undefined);
    await this.consumer.disconnect();
  }

  private async start(): Promise<void> {
    const { topics } = this.options;
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      // No batch waits for another: taking one only puts it in its partition's queue.
      partitionsConsumedConcurrently: 16,
      eachBatch: async (payload) => {
        this.take(payload);
        if (payload.batch.messages.length < PLENTY) await delay(this.gatherMs);
      },
    });
  }

  private take(payload: EachBatchPayload): void {
    if (this.left || !payload.isRunning() || payload.isStale()) return;
    const { batch } = payload;
    const { topic, partition, messages } = batch;
    const taken = this.options.onFetched(topic, partition, {
      from: began.parse(batch).fetchedOffset,
      next: Number(batch.lastOffset()) + 1,
      head: Number(batch.highWatermark),
      messages,
    });
    if (taken) payload.resolveOffset(batch.lastOffset());
  }

  private listen(): void {
    const { consumer } = this;
    const sign = () => (this.lastSign = performance.now());
    consumer.on(consumer.events.FETCH, ({ payload }) => {
      sign();
      this.gatherMs = payload.duration < WAITED_MS ? GATHER_MS.afterReady : GATHER_MS.afterWaiting;
    });
    consumer.on(consumer.events.HEARTBEAT, sign);
    consumer.on(consumer.events.REBALANCING, sign);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      sign();
      if (this.left) return;
      this.options.onAssigned(new Map(Object.entries(payload.memberAssignment)), payload.memberId);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => this.fail(payload.error));
  }

  /** kafkajs may wait for an answer that never comes: then this stay is over. */
  private assertAlive(): void {
    const silent = performance.now() - this.lastSign;
    const limit = Math.max(this.options.sessionMs, REBALANCE_MS) + this.options.sessionMs;
    if (silent > limit)
      this.fail(new Error(`the group ${this.options.group} gave no sign for ${Math.round(silent)} ms`));
  }
}
