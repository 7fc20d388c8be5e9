import type { PoolClient } from 'pg';

/** A CloudEvents 1.0 event as it travels. `data` is JSON. */
export interface IntegrationEvent<Data = unknown> {
  /** Id of the domain event that it tells of: the consumer's inbox knows a repetition by it. */
  id: string;
  /** e.g. `sanban.coordination.request.assigned.v1`. */
  type: string;
  /** e.g. `/coordination`. */
  source: string;
  /** The request id, which is also the key on the bus. */
  subject: string;
  /** RFC 3339. */
  time: string;
  correlationid: string;
  causationid: string;
  data: Data;
}

export interface ReceivedEvent extends IntegrationEvent {
  topic: string;
  key: string;
  partition: number;
  offset: string;
}

/**
 * Called with one batch of one partition in order. Whatever it does through `tx` is committed together with the
 * inbox rows and the consumer's offset. Events that the inbox has seen are not handed over again.
 * Throw {@link PoisonMessage} for a message that can never be handled; any other error is retried.
 */
export type Handler = (events: readonly ReceivedEvent[], tx: PoolClient) => Promise<void>;

/**
 * Whether the group has anything to do about an event. What it has not is passed over without a transaction: its offset is
 * noted with the next one that it has, or a moment later. Say yes where in doubt, and to what the handler would refuse;
 * where it throws, that is a yes: the handler then shows what is wrong.
 */
export type Concerns = (event: ReceivedEvent) => boolean;

export interface ConsumeOptions {
  /** Absent: every event concerns the group. */
  concerns?: Concerns;
  /** Whether systems that are not ours write on the topics: their ids alone do not make a repetition, see the inbox. */
  foreign?: boolean;
}

export interface Consumer {
  /** Resolves when the batch in flight is committed and the partitions are given up. */
  stop(): Promise<void>;
}

/** A message that the group could not handle, or one of the same key that waits behind it. */
export interface DeadLetter {
  topic: string;
  partition: number;
  offset: string;
  key: string;
  eventId: string;
  /** The message as it was received: structured CloudEvents JSON where it is one. */
  event: unknown;
  /** Why it lies here; `behind <event id>` where only an earlier message of its key is at fault. */
  reason: string;
  /** RFC 3339. */
  failedAt: string;
}

export interface DeadLetterQuery {
  key?: string;
  /** The last dead letter of the page before. */
  after?: Pick<DeadLetter, 'topic' | 'partition' | 'offset'>;
  /** 100 when absent. */
  limit?: number;
}

export interface Redriven {
  handled: number;
  /** Dead letters that the key still has: 0 unless one failed again. */
  remaining: number;
  /** Why the first of the remaining failed again. */
  reason: string | null;
}

export interface PartitionStatus {
  topic: string;
  partition: number;
  /** Next offset to handle. */
  position: number;
  lag: number;
  /** Why the batch in hand is being repeated; null when all goes well. */
  lastError: string | null;
}

export interface GroupStatus {
  group: string;
  topics: readonly string[];
  /** This member's id, and how many live members the group has (0: the group's broker has not answered yet). */
  member: string;
  members: number;
  /** The partitions that this member owns. */
  partitions: PartitionStatus[];
  /** Why membership cannot be renewed; null when all goes well. */
  lastError: string | null;
}

/** What health and metrics show; taken from memory, never waits. */
export interface BusStatus {
  connected: boolean;
  /** Events that wait for being published. */
  publishing: number;
  lastError: string | null;
  groups: GroupStatus[];
}

export interface Bus {
  /**
   * In order per key. Resolves when the events are durable. A large call goes out in several parts: where one of them fails,
   * those before it are on the bus and those behind it are not.
   * @throws InvalidMessage before anything is sent, also where an event is larger than 900 KiB; BusUnavailable: whether it was written is not known, publish the same again.
   */
  publish(topic: string, events: readonly { key: string; event: IntegrationEvent }[]): Promise<void>;
  /** Joins the group; partitions follow as soon as the bus answers and other members give them up. @throws InvalidMessage: no such topic; BusUnavailable: this bus is closed. */
  consume(group: string, topics: readonly string[], handler: Handler, options?: ConsumeOptions): Promise<Consumer>;
  /** Messages that the group has still to handle (dead letters are not among them). */
  lag(group: string): Promise<number>;
  /** In the order of topic, partition, offset. */
  listDeadLetters(group: string, query?: DeadLetterQuery): Promise<DeadLetter[]>;
  /**
   * Hands the key's dead letters, in order and exactly once in effect, to the handler that this bus consumes the group with.
   * Messages that arrive meanwhile queue behind them. Stops at the first that fails again.
   * @throws Error when the group is not consumed through this bus.
   */
  redrive(group: string, key: string): Promise<Redriven>;
  status(): BusStatus;
  /** Stops its consumers, then lets go of the connections that it opened. */
  close(): Promise<void>;
}

/** This message can never be handled: it and its key's later ones go to the dead letters, in order. */
export class PoisonMessage extends Error {
  constructor(
    readonly eventId: string,
    reason: string,
  ) {
    super(reason);
    this.name = 'PoisonMessage';
  }
}

/** An event or key that must not go on the bus: the sender's mistake. */
export class InvalidMessage extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidMessage';
  }
}

/** The bus did not answer. */
export class BusUnavailable extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'BusUnavailable';
  }
}
