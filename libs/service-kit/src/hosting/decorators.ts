import { DiscoveryService } from '@nestjs/core';
import type { IntegrationEvent, ReceivedEvent } from '@sanban/messaging';
import type { RecordedEvent } from '@sanban/event-store';
import type { PoolClient } from 'pg';
import type { ServiceConfig } from '../config';
import type { Programmes } from '../programmes';

export interface SubscriptionOptions {
  /** Stable: its checkpoint is kept under this name. */
  name: string;
  /** A higher one starts again from the beginning of the log, beside the old rows. */
  version: number;
  /** Only streams whose names start with one of these. */
  streamPrefixes: readonly string[];
  /** Only these types; absent: all. */
  types?: readonly string[];
}

/** A durable subscription: what it writes through `tx` is committed together with its checkpoint. */
export interface Subscriber {
  /** Absent: every event may. Looked at before a transaction is begun. */
  concerns?(events: readonly RecordedEvent[]): boolean | Promise<boolean>;
  handle(events: RecordedEvent[], tx: PoolClient): Promise<void>;
}
export const Subscribes = DiscoveryService.createDecorator<SubscriptionOptions>();

export interface RelayOptions {
  name: string;
  topic: string;
  streamPrefixes: readonly string[];
  types?: readonly string[];
}

/**
 * Tells the other services: each domain event becomes at most one integration event, the same at every replay. `null`:
 * it is our own affair. A promise where the earlier events of the stream have to be read for it.
 */
export interface Translator {
  translate(event: RecordedEvent): Translated | Promise<Translated>;
}
export type Translated = { key: string; event: IntegrationEvent } | null;
export const Relays = DiscoveryService.createDecorator<RelayOptions>();

export interface ConsumerOptions {
  /** Stable: offsets, inbox and dead letters are kept under this name. */
  group: string;
  topics: readonly string[];
  /** Whether systems that are not ours write on the topics. See the bus's `ConsumeOptions`. */
  foreign?: true;
}

/** Listens to other services. In order per key; an event that the inbox knows does not come again. */
export interface EventConsumer {
  /** Absent: every event does. See the bus's `Concerns`. */
  concerns?(event: ReceivedEvent): boolean;
  handle(events: readonly ReceivedEvent[], tx: PoolClient): Promise<void>;
}
/** A function: what the service's configuration makes of it. */
export const Consumes = DiscoveryService.createDecorator<
  ConsumerOptions | ((config: ServiceConfig, programmes: Programmes) => readonly ConsumerOptions[])
>();

export interface Timer {
  id: string;
  kind: string;
  /** RFC 3339. */
  dueAt: string;
  payload: unknown;
}

/** Must be idempotent by the timer's id: after a crash the same timer fires again. */
export interface TimerHandler {
  fire(timer: Timer): Promise<void>;
}
/** `@OnTimer('kind')`: called once for each timer of that kind when it is due. */
export const OnTimer = DiscoveryService.createDecorator<string>();
