import { backOff, pause } from '../back-off';
import { ForeignBus } from '../inbox/identity';
import type { Consumer, GroupStatus, Handler } from '../port';
import { describeError } from '../transient';
import { within } from './deadline';
import { Member, type MemberOptions } from './member';
import { PartitionWorker, type Fetched, type WorkerOptions } from './partition-worker';

export interface ConsumerOptions
  extends Omit<WorkerOptions, 'handler'>, Pick<MemberOptions, 'connection' | 'clientId' | 'sessionMs' | 'log'> {
  /** How long an orderly stop may take, ms; what is not done then is fenced by the inbox. */
  stopMs: number;
}

interface Owned {
  topic: string;
  partition: number;
  worker: PartitionWorker;
}

const COMMIT_MS = 5_000;
const DESCRIBE_MS = 1_000;
const SETTLED_MS = 3_000;
/** Some 1.3 s: brokers that come back are not kept waiting. */
const LONGEST_BACK_OFF = 6;

/** Keeps one membership of a group alive, and runs a worker for each partition that the group gives it. */
export class GroupConsumer implements Consumer {
  private readonly owned = new Map<string, Owned>();
  private readonly stopping = new AbortController();
  private readonly stopped: Promise<void>;
  private readonly running: Promise<void>;
  private member: Member | undefined;
  private memberId = '';
  private members = 0;
  private joins = 0;
  private joinedAt: number | undefined;
  private lastError: string | null = null;

  constructor(
    readonly group: string,
    private readonly topics: readonly string[],
    readonly handler: Handler,
    private readonly options: ConsumerOptions,
    private readonly onStopped: () => void,
  ) {
    const { signal } = this.stopping;
    this.stopped = new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    this.running = this.run();
  }

  /** Resolves when the batches in flight are committed and the partitions are given up, at the latest after the deadline. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await within(this.options.stopMs, this.running, 'the group was not left').catch((error: unknown) => {
      this.options.log('warn', `group ${this.group}: ${describeError(error)}; its members go on without this one`);
    });
    this.onStopped();
  }

  status(): GroupStatus {
    return {
      group: this.group,
      topics: this.topics,
      member: this.memberId,
      members: this.members,
      partitions: [...this.owned.values()]
        .filter(({ worker }) => worker.ready)
        .map(({ worker }) => worker.status())
        .sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition),
      lastError: this.settled ? null : this.lastError,
    };
  }

  /** Kafka lets a member join that may not read: only after a while is it certain that all goes well. */
  private get settled(): boolean {
    return this.joinedAt !== undefined && performance.now() - this.joinedAt > SETTLED_MS;
  }

  private explain(error: unknown): string {
    if (error instanceof Error && error.name === 'KafkaJSGroupCoordinatorNotFound') {
      // kafkajs hides the brokers' own answer.
      return 'the brokers name no coordinator for the group: this user is not authorized for it, or it is just starting';
    }
    return describeError(error);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await this.ensureTopics();
        await this.stay();
      } catch (error) {
        // A stay that has lasted begins again at once.
        if (this.settled) attempt = 0;
        this.lastError = this.explain(error);
        this.options.log('warn', `group ${this.group}: ${this.lastError}; taken up again`);
      }
      this.joinedAt = undefined;
      await backOff(Math.min(attempt, LONGEST_BACK_OFF), signal);
    }
  }

  private async ensureTopics(): Promise<void> {
    for (const topic of this.topics) await this.options.topics.ensure(topic);
  }

  /** Until told to stop, or the membership fails. */
  private async stay(): Promise<void> {
    const { stopped } = this;
    const { connection, clientId, sessionMs, log } = this.options;
    const { group, topics } = this;
    const member = new Member({
      ...{ connection, clientId, group, topics, sessionMs, log },
      onAssigned: (partitions, memberId) => this.assigned(member, partitions, memberId),
      onFetched: (topic, partition, fetched) => this.fetched(topic, partition, fetched),
    });
    this.member = member;
    const over = new AbortController();
    const commits = this.commitNowAndThen(member, over.signal);
    try {
      await Promise.race([member.join(), stopped]);
      await Promise.race([member.failure, stopped]);
    } finally {
      over.abort();
      await this.giveUp(member);
      await commits;
    }
  }

  private async giveUp(member: Member): Promise<void> {
    const owned = [...this.owned.values()];
    this.owned.clear();
    this.member = undefined;
    this.members = 0;
    await Promise.all(owned.map(({ worker }) => worker.stop()));
    const positions = owned.map(({ worker }) => worker.status());
    await within(DESCRIBE_MS, member.commit(positions), 'no answer').catch(() => undefined);
    const left = member.leave();
    // The next stay need not wait for a group that does not answer.
    await within(this.options.stopMs, left, 'no answer').catch(() => undefined);
  }

  /** In one tick: those that are kept continue where they stand, those that are lost stop, those that are new wait for their position. */
  private assigned(member: Member, partitions: ReadonlyMap<string, readonly number[]>, memberId: string): void {
    if (this.member !== member || this.stopping.signal.aborted) return;
    this.memberId = memberId;
    this.joins += 1;
    this.joinedAt ??= performance.now();
    const names = new Set<string>();
    const fresh: { name: string; topic: string; partition: number }[] = [];
    for (const [topic, list] of partitions) {
      for (const partition of list) {
        const name = `${topic}/${partition}`;
        names.add(name);
        const kept = this.owned.get(name);
        if (kept) kept.worker.continue();
        else {
          member.pause(topic, partition);
          fresh.push({ name, topic, partition });
        }
      }
    }
    for (const [name, { worker }] of this.owned) {
      if (names.has(name)) continue;
      this.owned.delete(name);
      void worker.stop();
    }
    void this.takeUp(member, this.joins, fresh);
    // Where the cluster was exchanged, others may have a group of this name: nothing is taken from them.
    this.ensureTopics().catch((error: unknown) => {
      if (error instanceof ForeignBus) member.fail(error);
    });
  }

  private async takeUp(
    member: Member,
    join: number,
    fresh: readonly { name: string; topic: string; partition: number }[],
  ): Promise<void> {
    const members = await within(DESCRIBE_MS, member.countMembers(), 'no answer').catch(() => 0);
    if (this.joins !== join || this.member !== member || this.stopping.signal.aborted) return;
    this.members = members;
    for (const { name, topic, partition } of fresh) {
      const flow = {
        seek: (offset: number) => member.seek(topic, partition, offset),
        pause: () => member.pause(topic, partition),
        resume: () => member.resume(topic, partition),
      };
      const source = { group: this.group, topic, partition };
      const worker = new PartitionWorker(source, flow, { ...this.options, handler: this.handler });
      this.owned.set(name, { topic, partition, worker });
    }
  }

  private fetched(topic: string, partition: number, fetched: Fetched): boolean {
    return this.owned.get(`${topic}/${partition}`)?.worker.offer(fetched) ?? false;
  }

  private async commitNowAndThen(member: Member, signal: AbortSignal): Promise<void> {
    for (;;) {
      await pause(COMMIT_MS, signal);
      if (signal.aborted) return;
      const positions = [...this.owned.values()]
        .filter(({ worker }) => worker.ready)
        .map(({ worker }) => worker.status());
      await member.commit(positions).catch(() => undefined);
    }
  }
}
