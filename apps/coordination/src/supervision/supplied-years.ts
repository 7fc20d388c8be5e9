import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { EventStore } from '@sanban/event-store';
import { describeError, EVENT_STORE, LOGGER, PG_POOL, Programmes } from '@sanban/service-kit';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { foldRequest } from '../requests/request-history';
import { isRequestEvent, streamOf } from '../requests/request-stream';
import { RequestTimers, type Wanted } from './request-timers';

/** So many requests in one transaction. */
const PAGE = 100;
/** After a failure, in milliseconds. */
const PAUSE = 5_000;

/**
 * A rung of the ladder in a year that the calendar does not cover has no timer, and no event comes when the programme
 * supplies the year. So at each start the requests are looked at again whose timers were left out by another calendar
 * than today's: beside the service's work, page by page, nothing where there are none.
 */
@Injectable()
export class SuppliedYears implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(PG_POOL) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly programmes: Programmes,
    private readonly timers: RequestTimers,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const outdated = await this.outdatedCalendars();
        if (outdated.length === 0 || !(await this.page(outdated))) return;
      } catch (error) {
        this.logger.warn(describeError(error), 'timers of supplied years cannot be set, trying again');
        await delay(PAUSE, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async outdatedCalendars(): Promise<string[]> {
    const { rows } = await this.pool.query<{ calendar: string }>(
      'SELECT DISTINCT left_out_by AS calendar FROM supervised_deadlines WHERE left_out_by IS NOT NULL',
    );
    const regions = new Set(this.programmes.all().map(({ region }) => region));
    return rows
      .map(({ calendar }) => calendar)
      .filter((calendar) => {
        const [region = ''] = calendar.split(' ');
        return regions.has(region) && calendar !== this.timers.calendarOf(region);
      });
  }

  /** @returns whether there were any */
  private async page(outdated: readonly string[]): Promise<boolean> {
    const tx = await this.pool.connect();
    let broken = true;
    try {
      await tx.query('BEGIN');
      const { rows } = await tx.query<{ request: string }>(
        `SELECT request FROM supervised_deadlines WHERE left_out_by = ANY ($1) ORDER BY request LIMIT ${PAGE} FOR UPDATE`,
        [outdated],
      );
      const wanted = new Map<string, Wanted>();
      for (const { request } of rows) wanted.set(request, await this.wantedNow(request));
      if (wanted.size > 0) await this.timers.reconcile(tx, wanted);
      await tx.query('COMMIT');
      broken = false;
      return rows.length > 0;
    } finally {
      // Closing the connection rolls back.
      tx.release(broken);
    }
  }

  private async wantedNow(request: string): Promise<Wanted> {
    const state = foldRequest((await this.store.readStream(streamOf(request))).filter(isRequestEvent));
    return state.status === 'none' ? { timers: [], leftOutBy: null } : this.timers.wantedBy(state);
  }
}
