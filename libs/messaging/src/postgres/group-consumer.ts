import { randomUUID } from 'node:crypto';
import { pause } from '../back-off';
import type { Consumer, GroupStatus, Handler } from '../port';
import { describeError } from '../transient';
import type { PartitionRef } from './assignment';
import type { Broker } from './broker';
import { Membership } from './membership';
import { PartitionWorker, type WorkerOptions } from './partition-worker';
import type { Topic } from './topics';

export interface ConsumerOptions extends Omit<WorkerOptions, 'handler' | 'mayWork' | 'onFenced'> {
  /** How long a member that does not answer any more keeps its partitions, ms. It renews five times as often. */
  leaseMs: number;
}

const name = ({ topicId, partition }: PartitionRef) => `${topicId}/${partition}`;

/** One member of a group: renews its lease, and runs a worker for each partition that it owns. */
export class GroupConsumer implements Consumer {
  readonly member = randomUUID();
  private readonly workers = new Map<string, { worker: PartitionWorker; ref: PartitionRef; releasing: boolean }>();
  /** Workers of partitions that another has taken over, until their batch in flight has come to its end. */
  private readonly dropped = new Set<Promise<void>>();
  /** Partitions whose worker has stopped because they are more than our share. */
  private released: PartitionRef[] = [];
  private readonly membership: Membership;
  private readonly stopping = new AbortController();
  private nudge = new AbortController();
  private validUntil = 0;
  private members = 0;
  private lastError: string | null = null;
  private readonly running: Promise<void>;
  private readonly unwatch: () => void;

  constructor(
    private readonly broker: Broker,
    readonly group: string,
    private readonly topics: readonly Topic[],
    readonly handler: Handler,
    private readonly options: ConsumerOptions,
    private readonly onStopped: () => void,
  ) {
    this.membership = new Membership(broker.pool, broker.schema, group, this.member, topics, options.leaseMs);
    this.unwatch = broker.watchGroup(group, () => this.nudge.abort());
    this.running = this.run();
  }

  /** Resolves when the batches in flight are committed and the partitions are given up. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.nudge.abort();
    await this.running;
    await Promise.all([...[...this.workers.values()].map(({ worker }) => worker.stop()), ...this.dropped]);
    this.workers.clear();
    this.unwatch();
    this.onStopped();
    try {
      await this.membership.leave();
      await this.broker.groupChanged(this.group);
    } catch (error) {
      // The lease runs out by itself.
      this.lastError = describeError(error);
    }
  }

  status(): GroupStatus {
    return {
      group: this.group,
      topics: this.topics.map((topic) => topic.name),
      member: this.member,
      members: this.members,
      partitions: [...this.workers.values()].map(({ worker }) => worker.status()),
      lastError: this.lastError,
    };
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.nudge = new AbortController();
      try {
        await this.renew();
        this.lastError = null;
      } catch (error) {
        this.lastError = describeError(error);
      }
      await pause(this.options.leaseMs / 5, this.nudge.signal);
    }
  }

  private async renew(): Promise<void> {
    const released = this.released;
    this.released = [];
    const began = performance.now();
    const standing = await this.membership.renew(released).catch((error: unknown) => {
      this.released.push(...released);
      throw error;
    });
    this.validUntil = began + this.options.leaseMs;
    this.members = standing.members;
    this.adopt(standing.owned);
    for (const ref of standing.surplus) this.release(ref);
    if (standing.changed) await this.broker.groupChanged(this.group);
  }

  /** Starts workers for what is new; stops those of partitions that another has taken over. */
  private adopt(owned: readonly PartitionRef[]): void {
    const names = new Set(owned.map(name));
    for (const [key, { worker }] of this.workers) {
      if (names.has(key)) continue;
      this.workers.delete(key);
      const stopped = worker.stop().finally(() => this.dropped.delete(stopped));
      this.dropped.add(stopped);
    }
    for (const ref of owned) {
      if (this.workers.has(name(ref)) || this.released.some((other) => name(other) === name(ref))) continue;
      const topic = this.topics.find(({ id }) => id === ref.topicId);
      if (topic === undefined) continue;
      const source = { group: this.group, topic: topic.name, partition: ref.partition };
      const worker = new PartitionWorker(this.broker, source, topic, {
        ...this.options,
        handler: this.handler,
        mayWork: () => performance.now() < this.validUntil,
        onFenced: () => this.nudge.abort(),
      });
      this.workers.set(name(ref), { worker, ref, releasing: false });
    }
  }

  private release(ref: PartitionRef): void {
    const entry = this.workers.get(name(ref));
    if (entry === undefined || entry.releasing) return;
    entry.releasing = true;
    void entry.worker.stop().then(() => {
      this.workers.delete(name(ref));
      this.released.push(ref);
      this.nudge.abort();
    });
  }
}
