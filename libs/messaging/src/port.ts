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

export interface Consumer {
  /** Resolves when the batch in flight is committed and the partitions are given up. */
  stop(): Promise<void>;
}

export interface Bus {
  /** In order per key. Resolves when the events are durable. */
  publish(topic: string, events: readonly { key: string; event: IntegrationEvent }[]): Promise<void>;
  consume(group: string, topics: readonly string[], handler: Handler): Promise<Consumer>;
  /** Messages that the group has still to handle. */
  lag(group: string): Promise<number>;
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
