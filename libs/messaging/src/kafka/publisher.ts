import { setMaxListeners } from 'node:events';
import { partitionOf } from '../partitioner';
import { BusUnavailable, type IntegrationEvent } from '../port';
import { publishable } from '../publishable';
import { describeError } from '../transient';
import { within } from './deadline';
import { Lane, type Entry } from './lane';
import { toMessage, type Outgoing } from './message';
import type { Sender } from './sender';
import type { Topics } from './topics';

/** Messages that may wait in this process before publishers wait themselves. */
const CAPACITY = 20_000;

/** Groups what callers publish into one lane for each partition. */
export class Publisher {
  private readonly lanes = new Map<string, Lane>();
  private readonly forRoom: (() => void)[] = [];
  private readonly stopping = new AbortController();
  private readonly errors = new Map<string, string>();
  private readonly met = new Set<string>();
  private admission = Promise.resolve();
  queued = 0;

  constructor(
    private readonly topics: Topics,
    private readonly sender: Sender,
    /** How long a call may take before it fails, ms. */
    private readonly patienceMs: number,
  ) {
    // Every caller that waits listens.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Why some partition's batch is being repeated. */
  get lastError(): string | null {
    return this.errors.values().next().value ?? null;
  }

  async publish(topic: string, events: readonly { key: string; event: IntegrationEvent }[]): Promise<void> {
    const { partitions } = this.topics.declared(topic);
    const messages = events.map(({ key, event }) => toMessage(publishable(key, event)));
    if (messages.length === 0) return;
    this.assertOpen();
    const until = performance.now() + this.patienceMs;
    await this.topicIsThere(topic);
    // In the order of the calls, also when they have to wait.
    const admitted = this.admission.then(() => this.room(until));
    this.admission = admitted.catch(() => undefined);
    await admitted;
    this.assertOpen();
    await this.toLanes(topic, partitions, messages, until);
  }

  /** Resolves when nothing waits any more, at the latest after `ms`; what is left then fails. */
  async close(ms: number): Promise<void> {
    const empty = (async () => {
      while (this.queued > 0) await new Promise<void>((resolve) => this.forRoom.push(resolve));
    })();
    await within(ms, empty, 'not all was written').catch(() => undefined);
    this.stopping.abort();
    await this.sender.close();
  }

  private assertOpen(): void {
    if (this.stopping.signal.aborted) throw new BusUnavailable('the bus is closed');
  }

  /** One that was met waits with its messages, should brokers be away: each attempt to send looks first. */
  private async topicIsThere(topic: string): Promise<void> {
    if (this.met.has(topic)) return;
    try {
      await within(this.patienceMs, this.topics.ensure(topic), `topic ${topic} was not found`, this.stopping.signal);
      this.met.add(topic);
    } catch (error) {
      throw new BusUnavailable(`publishing failed: ${describeError(error)}`, { cause: error });
    }
  }

  /** Back-pressure: waits until the brokers have taken enough of what is under way. */
  private async room(until: number): Promise<void> {
    while (this.queued >= CAPACITY) {
      const turn = new Promise<void>((resolve) => this.forRoom.push(resolve));
      await within(Math.max(1, until - performance.now()), turn, 'no room').catch((error: unknown) => {
        throw new BusUnavailable(`${this.queued} messages wait for Kafka already`, { cause: error });
      });
    }
  }

  private async toLanes(topic: string, partitions: number, messages: readonly Outgoing[], until: number) {
    const entries = new Map<number, Entry[]>();
    this.queued += messages.length;
    let left = messages.length;
    let failure: BusUnavailable | undefined;
    await new Promise<void>((resolve, reject) => {
      const settle = () => {
        this.queued -= 1;
        left -= 1;
        if (left > 0) return;
        for (const wake of this.forRoom.splice(0)) wake();
        if (failure === undefined) resolve();
        else reject(failure);
      };
      const failed = (error: BusUnavailable) => {
        failure ??= error;
        settle();
      };
      for (const message of messages) {
        const partition = partitionOf(message.key, partitions);
        const entry = { message, until, done: settle, failed };
        const there = entries.get(partition);
        if (there) there.push(entry);
        else entries.set(partition, [entry]);
      }
      for (const [partition, list] of entries) this.lane(topic, partition).push(list);
    });
  }

  private lane(topic: string, partition: number): Lane {
    const name = `${topic}/${partition}`;
    let lane = this.lanes.get(name);
    if (lane === undefined) {
      lane = new Lane({
        send: async (messages) => {
          await this.topics.ensure(topic);
          await this.sender.send(topic, partition, messages);
        },
        onError: (error) => (error === null ? this.errors.delete(name) : this.errors.set(name, error)),
        signal: this.stopping.signal,
      });
      this.lanes.set(name, lane);
    }
    return lane;
  }
}
