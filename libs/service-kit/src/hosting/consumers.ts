import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { BrokerState, DiscardedPage, DiscardedQuery } from '@sanban/contracts';
import {
  countDeadLetters,
  discardDeadLetter,
  listDiscarded,
  type Bus,
  type Consumer,
  type DeadLetter,
  type Discard,
  type Discarded,
  type PartitionStatus,
  type Redriven,
} from '@sanban/messaging';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { ServiceConfig } from '../config';
import { Health, type Check } from '../health/health';
import { beforeSequence, sequencePage } from '../http/sequence-page';
import { BUS, LOGGER, PG_POOL, SERVICE_CONFIG } from '../tokens';
import { Programmes } from '../programmes';
import { Consumes, type EventConsumer } from './decorators';
import { discover, hasMethod } from './discover';

/** Runs every @Consumes provider: joins its group on the bus. */
@Injectable()
export class Consumers {
  private running: Consumer[] = [];
  private groups: string[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(BUS) private readonly bus: Bus,
    @Inject(PG_POOL) private readonly pool: Pool,
    private readonly health: Health,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
    private readonly programmes: Programmes,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    const found = discover(this.discovery, Consumes, hasMethod<EventConsumer>('handle')).flatMap(
      ({ options, instance }) =>
        (typeof options === 'function' ? options(this.config, this.programmes) : [options]).map((group) => ({
          options: group,
          instance,
        })),
    );
    this.groups = found.map(({ options }) => options.group);
    this.health.add('bus', () => this.check());
    this.running = await Promise.all(
      found.map(({ options: { group, topics, foreign = false }, instance }) =>
        this.bus.consume(
          group,
          topics,
          async (events, tx) => {
            await instance.handle(events, tx);
            for (const { correlationid, id, type } of events) {
              this.logger.info({ correlationId: correlationid, event: id, type, group }, 'event handled');
            }
          },
          { concerns: (event) => instance.concerns?.(event) ?? true, foreign },
        ),
      ),
    );
  }

  /** Resolves when the batches in flight are committed. */
  async stop(): Promise<void> {
    await Promise.all(this.running.splice(0).map((consumer) => consumer.stop()));
  }

  /** The first page of each group's. */
  async deadLetters(): Promise<(DeadLetter & { group: string })[]> {
    const pages = await Promise.all(
      this.groups.map(async (group) => (await this.bus.listDeadLetters(group)).map((letter) => ({ ...letter, group }))),
    );
    return pages.flat();
  }

  /** @returns undefined where the group is not ours */
  async redrive(group: string, key: string): Promise<Redriven | undefined> {
    return this.groups.includes(group) ? this.bus.redrive(group, key) : undefined;
  }

  /** Gives up the first dead letter of a key. @returns undefined where the group is not ours */
  async discard(discard: Discard): Promise<Discarded | undefined> {
    return this.groups.includes(discard.group) ? discardDeadLetter(this.pool, discard) : undefined;
  }

  /** What was ever given up, newest first. @throws 400 `invalid-cursor` */
  async discarded({ cursor, limit }: DiscardedQuery): Promise<DiscardedPage> {
    const letters = await listDiscarded(this.pool, beforeSequence(cursor), limit + 1);
    const { items, next } = sequencePage(letters, limit);
    return { items: items.map(({ letter }) => letter), next };
  }

  /** The broker's state as `/health/ready` shows it to everybody: from memory, without what errors quote. */
  broker(): BrokerState {
    const { connected, publishing, groups } = this.bus.status();
    return {
      connected,
      publishing,
      groups: groups.map(({ group, members, partitions }) => ({ group, members, lag: lagOf(partitions) })),
    };
  }

  private async check(): Promise<Check> {
    const letters = await countDeadLetters(this.pool);
    const { connected, publishing, lastError, groups } = this.bus.status();
    const faulty = groups.some((group) => group.lastError ?? group.partitions.some((partition) => partition.lastError));
    return {
      status: connected && lastError === null && !faulty && letters.size === 0 ? 'ok' : 'degraded',
      connected,
      publishing,
      lastError,
      deadLetters: [...letters.values()].reduce((sum, count) => sum + count, 0),
      groups: groups.map(({ group, members, partitions, lastError: error }) => ({
        group,
        members,
        lag: lagOf(partitions),
        lastError: error ?? partitions.find((partition) => partition.lastError)?.lastError ?? null,
      })),
    };
  }
}

const lagOf = (partitions: readonly PartitionStatus[]) => partitions.reduce((sum, { lag }) => sum + lag, 0);
