import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { DepartmentService } from '@sanban/contracts';
import type { Bus, DeadLetter } from '@sanban/messaging';
import { BUS, commandIdOf, PG_POOL, SERVICE_NAME } from '@sanban/service-kit';
import type { Pool } from 'pg';
import { inboundGroup } from './inbound-answers';
import { InboundDeadLetters } from './inbound-dead-letters';
import { OutsideSystems } from './outside-systems';

const EVERY = 1_000;

/**
 * What is no CloudEvent the bus puts aside before anybody sees it. Its sender is told as of any other bad message, but
 * later ones of its key wait behind it until an operator has looked.
 */
@Injectable()
export class UnreadableMessages implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly told = new Set<string>();

  constructor(
    private readonly systems: OutsideSystems,
    private readonly deadLetters: InboundDeadLetters,
    @Inject(SERVICE_NAME) private readonly service: DepartmentService,
    @Inject(BUS) private readonly bus: Bus,
    @Inject(PG_POOL) private readonly pool: Pool,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.systems.none) this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // A database that is away is asked again the next time.
      await this.tellAll().catch(() => undefined);
      await delay(EVERY, undefined, { signal }).catch(() => undefined);
    }
  }

  private async tellAll(): Promise<void> {
    for (const agency of this.systems.agencies()) {
      let after: DeadLetter | undefined;
      do {
        const query = after === undefined ? {} : { after };
        const letters = await this.bus.listDeadLetters(inboundGroup(this.service, agency), query);
        for (const letter of letters) if (isUnreadable(letter)) await this.tell(agency, letter);
        after = letters.at(-1);
      } while (after !== undefined && !this.stopping.signal.aborted);
    }
  }

  private async tell(agency: string, letter: DeadLetter): Promise<void> {
    const { eventId, reason, topic, partition, offset, key, event } = letter;
    if (this.told.has(eventId)) return;
    const fault = { code: 'unreadable', reason, field: null };
    const correlationid = commandIdOf(topic, eventId);
    await this.deadLetters.bury(
      { agency, fault, id: eventId, type: null, key, topic, partition, offset, event, correlationid },
      this.pool,
    );
    this.told.add(eventId);
  }
}

/** Its name is the place where it lies: it has none of its own. */
const isUnreadable = ({ eventId, topic, partition, offset }: DeadLetter): boolean =>
  eventId === `${topic}/${partition}/${offset}`;
