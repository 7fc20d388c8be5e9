import type { KafkaMessage } from 'kafkajs';
import { backOff, pause } from '../back-off';
import type { Source } from '../inbox/delivery';
import { Fenced } from '../inbox/inbox';
import { NOTE_MS, PartitionProcessor, type ProcessorOptions } from '../inbox/partition-processor';
import type { PartitionStatus } from '../port';
import { describeError } from '../transient';
import type { KafkaLog } from './connection';
import type { Heads } from './heads';
import { fromMessage } from './message';
import type { Topics } from './topics';

/** What one fetch has brought of a partition. */
export interface Fetched {
  /** Offset that the fetch began at: it holds every message from there to `next`. */
  from: number;
  next: number;
  /** Offset that the partition's next message will get. */
  head: number;
  messages: readonly KafkaMessage[];
}

/** How a worker steers what is fetched of its partition. */
export interface Flow {
  seek(offset: number): void;
  pause(): void;
  resume(): void;
}

export interface WorkerOptions extends Omit<ProcessorOptions, 'onError'> {
  /** Messages of one transaction. */
  batchSize: number;
  topics: Topics;
  heads: Heads;
  log: KafkaLog;
}

/** Messages of one partition that may wait here before no more are fetched. */
const ENOUGH = 4_000;

/**
 * Has one owned partition's messages handled, one batch in flight, beside the fetching: a handler that takes long, or that
 * repeats, holds up neither the heartbeats nor other partitions. Begins where PostgreSQL says that the group stands.
 */
export class PartitionWorker {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private queue: KafkaMessage[] = [];
  private wake: () => void = () => undefined;
  private paused = true;
  private fault: Error | undefined;
  private position = 0;
  private head = 0;
  private lastError: string | null = null;
  /** Offset up to which messages have come in, or undefined while the group's position is being read. */
  private read: number | undefined;
  private retreatedTo: number | undefined;

  constructor(
    private readonly source: Source,
    private readonly flow: Flow,
    private readonly options: WorkerOptions,
  ) {
    this.running = this.run();
  }

  /** Whether the group's position is known. */
  get ready(): boolean {
    return this.read !== undefined;
  }

  /** Resolves when the batch in flight is committed or rolled back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  /** The membership was renewed: fetching would begin at what Kafka believes, so continue where this worker stands. */
  continue(): void {
    if (this.read === undefined) this.flow.pause();
    else this.flow.seek(this.read);
  }

  /** @returns whether the messages were taken; what was not comes again. */
  offer({ from, next, head, messages }: Fetched): boolean {
    if (this.read === undefined || this.fault !== undefined) return false;
    this.head = head;
    if (head < this.position) {
      this.fault = this.restored(head);
      this.wake();
      return false;
    }
    if (from > this.read) {
      // A fetch that was under way before the seek, at first; what is left out a second time Kafka does not hand over.
      if (this.retreatedTo !== this.read) {
        this.retreatedTo = this.read;
        this.flow.seek(this.read);
        return false;
      }
      this.tellGap(this.read, from);
    }
    const { read } = this;
    for (const message of messages) if (Number(message.offset) >= read) this.queue.push(message);
    this.read = Math.max(read, next);
    if (this.queue.length > ENOUGH) this.pause();
    this.wake();
    return true;
  }

  status(): PartitionStatus {
    const { topic, partition } = this.source;
    const { position, lastError } = this;
    const head = Math.max(this.head, this.options.heads.of(topic, partition));
    return { topic, partition, position, lag: Math.max(0, head - position), lastError };
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await this.work(() => (attempt = 0));
      } catch (error) {
        if (!(error instanceof Fenced)) this.lastError = describeError(error);
        this.pause();
        this.read = undefined;
        this.fault = undefined;
        this.queue = [];
        await backOff(attempt, signal);
      }
    }
  }

  /** Until stopped, fenced or failed. */
  private async work(progressed: () => void): Promise<void> {
    const { signal } = this.stopping;
    const onError = (error: string | null) => (this.lastError = error);
    this.position = await this.options.inbox.position(this.source);
    if (this.stopping.signal.aborted) return;
    this.read = this.position;
    this.flow.seek(this.position);
    this.resume();
    const processor = new PartitionProcessor(this.source, this.position, { ...this.options, onError });
    while (!signal.aborted) {
      if (this.fault) throw this.fault;
      const batch = this.queue.splice(0, this.options.batchSize);
      if (batch.length === 0) {
        const more = new Promise<void>((resolve) => (this.wake = resolve));
        await (processor.ahead ? Promise.race([more, pause(NOTE_MS, signal)]) : more);
        if (this.queue.length === 0) await processor.note();
        continue;
      }
      if (this.queue.length < ENOUGH / 2) this.resume();
      const { topic, partition } = this.source;
      // Where connections broke, it may have come from another cluster.
      await this.options.topics.ensure(topic);
      await processor.process(
        batch.map((message) => fromMessage(topic, partition, message)),
        signal,
      );
      this.position = processor.position;
      progressed();
    }
  }

  private pause(): void {
    if (this.paused || this.stopping.signal.aborted) return;
    this.paused = true;
    this.flow.pause();
  }

  private resume(): void {
    if (!this.paused || this.stopping.signal.aborted) return;
    this.paused = false;
    this.flow.resume();
  }

  private tellGap(read: number, from: number): void {
    const { group, topic, partition } = this.source;
    const reason = 'deleted by the topic’s retention or compaction, or of a transaction';
    this.options.log('warn', `group ${group}: ${topic}/${partition} has no messages ${read} to ${from - 1}: ${reason}`);
  }

  /** Kafka would begin again at offsets that the group has passed: its messages would be skipped as handled. */
  private restored(head: number): Error {
    const { group, topic, partition } = this.source;
    return new Error(
      `group ${group} has handled ${topic}/${partition} up to ${this.position}, the bus has only come to ${head}: ` +
        'it is not the bus that the group has read from, or it was restored from an older state',
    );
  }
}
