import { backOff } from '../back-off';
import { receive, type Delivery, type Source } from '../inbox/delivery';
import { Fenced } from '../inbox/inbox';
import { NOTE_MS, PartitionProcessor, type ProcessorOptions } from '../inbox/partition-processor';
import type { PartitionStatus } from '../port';
import { describeError } from '../transient';
import type { Broker } from './broker';
import type { Topic } from './topics';

export const FETCH = (schema: string): string => `
  SELECT "offset", key, event FROM ${schema}.messages
  WHERE topic_id = $1 AND partition = $2 AND "offset" >= $3 ORDER BY "offset" LIMIT $4`;

export interface WorkerOptions extends Omit<ProcessorOptions, 'onError'> {
  /** Messages of one batch: of one fetch and one transaction. */
  batchSize: number;
  /** Whether this member's lease is still good, by its own clock. */
  mayWork(): boolean;
  /** The lease may have been lost: time to look. */
  onFenced(): void;
}

/** Reads one owned partition from where the group stands and has its messages handled, one batch in flight. */
export class PartitionWorker {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private position = 0;
  private lastError: string | null = null;

  constructor(
    private readonly broker: Broker,
    private readonly source: Source,
    private readonly topic: Topic,
    private readonly options: WorkerOptions,
  ) {
    this.running = this.run();
  }

  /** Resolves when the batch in flight is committed or rolled back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  status(): PartitionStatus {
    const head = this.broker.heads.of(this.topic.id, this.source.partition);
    const { position, lastError } = this;
    const { topic, partition } = this.source;
    return { topic, partition, position, lag: Math.max(0, head - position), lastError };
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await this.work(() => (attempt = 0));
      } catch (error) {
        if (error instanceof Fenced) this.options.onFenced();
        else this.lastError = describeError(error);
        await backOff(attempt, signal);
      }
    }
  }

  /** Until stopped, fenced or failed. */
  private async work(progressed: () => void): Promise<void> {
    const { signal } = this.stopping;
    const onError = (error: string | null) => (this.lastError = error);
    this.position = await this.options.inbox.position(this.source);
    await this.assertReached();
    const processor = new PartitionProcessor(this.source, this.position, { ...this.options, onError });
    while (!signal.aborted) {
      const quiet = processor.ahead ? NOTE_MS : undefined;
      if (!(await this.broker.heads.reach(this.topic.id, this.source.partition, this.position, signal, quiet))) {
        await processor.note();
        continue;
      }
      if (!this.options.mayWork()) {
        await backOff(3, signal);
        continue;
      }
      await processor.process(await this.fetch(), signal);
      this.position = processor.position;
      progressed();
    }
  }

  /** A bus that was restored from an older state would reuse offsets that the group has passed: its messages would be skipped. */
  private async assertReached(): Promise<void> {
    const head = () => this.broker.heads.of(this.topic.id, this.source.partition);
    if (this.position > head()) await this.broker.look();
    if (this.position > head()) {
      const { group, topic, partition } = this.source;
      throw new Error(
        `group ${group} has handled ${topic}/${partition} up to ${this.position}, the bus has only come to ${head()}: ` +
          'it is not the bus that the group has read from, or it was restored from an older state',
      );
    }
  }

  private async fetch(): Promise<Delivery[]> {
    const { topic, partition } = this.source;
    const found = await this.broker.pool.query<{ offset: string; key: string; event: unknown }>({
      name: 'bus-fetch',
      text: FETCH(this.broker.schema),
      values: [this.topic.id, partition, this.position, this.options.batchSize],
    });
    return found.rows.map((row) => receive({ topic, partition, offset: Number(row.offset) }, row.key, row.event));
  }
}
