import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import {
  parkedEvents,
  prepareProjection,
  redrive,
  runProjection,
  runSubscription,
  subscriptionStatus,
  type EventFilter,
  type EventStore,
  type ParkedEvent,
  type RedriveResult,
  type SubscriptionAlert,
} from '@sanban/event-store';
import type { Bus } from '@sanban/messaging';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { Health, type Check } from '../health/health';
import { describeError } from '../logging/describe-error';
import { BUS, EVENT_STORE, LOGGER, PG_POOL } from '../tokens';
import { durableSubscriptions, type DurableSubscription } from './durable-subscriptions';

export interface RunningSubscription {
  name: string;
  version: number;
  position: string;
  /** Events that it has still to look at, counted up to {@link LAG_LIMIT}. */
  lag: number;
  parked: ParkedEvent[];
}

const LAG_LIMIT = 1_000;

/** Runs every @Subscribes, @Relays and @Projects provider from its checkpoint on. */
@Injectable()
export class Subscriptions {
  private found: DurableSubscription[] = [];
  private readonly stopping = new AbortController();
  private running: Promise<void>[] = [];
  private readonly stalled = new Set<string>();

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(BUS) private readonly bus: Bus,
    @Inject(PG_POOL) private readonly pool: Pool,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly health: Health,
  ) {}

  /** Resolves when every read model can be read, be it empty. */
  async start(): Promise<void> {
    this.found = durableSubscriptions(this.discovery, this.bus);
    for (const { projection } of this.found) if (projection) await prepareProjection(this.pool, projection);
    this.health.add('subscriptions', (detailed) => this.check(detailed));
    this.running = this.found.map((subscription) => this.run(subscription));
  }

  /** Resolves when the batches in flight are committed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  async list(): Promise<RunningSubscription[]> {
    const [status, parked] = await Promise.all([subscriptionStatus(this.pool), parkedEvents(this.pool)]);
    return Promise.all(
      this.found.map(async ({ name, version, filter }) => {
        const position = status.find((other) => other.name === name && other.version === version)?.position ?? '';
        const own = parked.filter((event) => event.name === name && event.version === version);
        return { name, version, position, lag: await this.lagAfter(position, filter), parked: own };
      }),
    );
  }

  /** @returns undefined where no subscription of that name runs here */
  async redrive(name: string, stream: string): Promise<RedriveResult | undefined> {
    const subscription = this.found.find((other) => other.name === name);
    if (subscription === undefined) return undefined;
    const { pool, store } = this;
    return redrive({ pool, store, stream, ...subscription });
  }

  private run(subscription: DurableSubscription): Promise<void> {
    const { name, handle, projection } = subscription;
    const common = {
      pool: this.pool,
      store: this.store,
      onAlert: (alert: SubscriptionAlert) => this.alert(alert),
      signal: this.stopping.signal,
    };
    const moves = () => this.stalled.delete(name);
    return projection
      ? runProjection({
          ...common,
          projection: {
            ...projection,
            handle: (events, tx, tables) => projection.handle(events, tx, tables).then(() => void moves()),
          },
        })
      : runSubscription({
          ...subscription,
          ...common,
          handle: (events, tx) => handle(events, tx).then(() => void moves()),
        });
  }

  private alert({ kind, name, version, event, error }: SubscriptionAlert): void {
    if (kind === 'stalled') this.stalled.add(name);
    this.logger.error({ subscription: name, version, event, ...describeError(error) }, `subscription ${kind}`);
  }

  private async lagAfter(after: string, filter: EventFilter): Promise<number> {
    let lag = 0;
    for await (const events of this.store.readAll({ after, filter, batchSize: LAG_LIMIT })) {
      lag += events.length;
      if (lag >= LAG_LIMIT) return LAG_LIMIT;
    }
    return lag;
  }

  private async check(detailed: boolean): Promise<Check> {
    const status = (parked: boolean) => (parked || this.stalled.size > 0 ? 'degraded' : 'ok');
    if (!detailed) {
      const runsHere = new Set(this.found.map(versionOf));
      return { status: status((await parkedEvents(this.pool)).some((event) => runsHere.has(versionOf(event)))) };
    }
    const subscriptions = await this.list();
    return {
      status: status(subscriptions.some(({ parked }) => parked.length > 0)),
      stalled: [...this.stalled],
      subscriptions: subscriptions.map((one) => ({ ...one, parked: one.parked.length })),
    };
  }
}

const versionOf = ({ name, version }: { name: string; version: number }) => `${name} ${version}`;
