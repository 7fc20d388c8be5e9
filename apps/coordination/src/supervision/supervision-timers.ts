import { Inject, Injectable } from '@nestjs/common';
import type { EventStore, RecordedEvent } from '@sanban/event-store';
import { EVENT_STORE, Subscribes, type Subscriber } from '@sanban/service-kit';
import type { PoolClient } from 'pg';
import { RequestHistory } from '../requests/request-history';
import { isRequestEvent, REQUEST_STREAMS } from '../requests/request-stream';
import { RequestTimers, type Wanted } from './request-timers';

/**
 * 督办: keeps the timers of each request equal to what its deadlines need. Rows and checkpoint change in one
 * transaction, so that after any crash no timer is missing and none is left over.
 */
@Injectable()
@Subscribes({ name: 'supervision', version: 1, streamPrefixes: [REQUEST_STREAMS] })
export class SupervisionTimers implements Subscriber {
  private readonly history: RequestHistory;

  constructor(
    @Inject(EVENT_STORE) store: EventStore,
    private readonly timers: RequestTimers,
  ) {
    this.history = new RequestHistory(store);
  }

  async handle(events: RecordedEvent[], tx: PoolClient): Promise<void> {
    const wanted = new Map<string, Wanted>();
    for (const event of events.filter(isRequestEvent)) {
      const state = await this.history.after(event);
      if (state.status !== 'none') wanted.set(state.request, this.timers.wantedBy(state));
    }
    if (wanted.size > 0) await this.timers.reconcile(tx, wanted);
  }
}
