import { Inject, Injectable } from '@nestjs/common';
import { timersOf } from '@sanban/casework';
import type { EventStore, RecordedEvent } from '@sanban/event-store';
import { EVENT_STORE, Programmes, Subscribes, Timers, type Subscriber, type Timer } from '@sanban/service-kit';
import type { PoolClient } from 'pg';
import { RequestHistory } from '../requests/request-history';
import { isRequestEvent, REQUEST_STREAMS } from '../requests/request-stream';
import { SUPERVISE, type SupervisionTimer } from './supervision-timer';

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
    private readonly timers: Timers,
    private readonly programmes: Programmes,
  ) {
    this.history = new RequestHistory(store);
  }

  async handle(events: RecordedEvent[], tx: PoolClient): Promise<void> {
    const wanted = new Map<string, Timer[]>();
    for (const event of events.filter(isRequestEvent)) {
      const state = await this.history.after(event);
      if (state.status === 'none') continue;
      const { request, region } = state;
      const calendar = this.programmes.calendar(region, this.programmes.forRegion(region).calendar);
      const timers = timersOf(state, this.programmes.rules(region), calendar).map(
        ({ id, at, deadline, dueAt, step }): Timer => {
          const payload: SupervisionTimer = { request, deadline, dueAt, step };
          return { id, kind: SUPERVISE, dueAt: at, payload };
        },
      );
      wanted.set(request, timers);
    }
    if (wanted.size > 0) await this.reconcile(tx, wanted);
  }

  private async reconcile(tx: PoolClient, wanted: ReadonlyMap<string, readonly Timer[]>): Promise<void> {
    const { rows } = await tx.query<{ timers: string[] }>({
      name: 'supervised-deadlines',
      text: 'SELECT timers FROM supervised_deadlines WHERE request = ANY ($1)',
      values: [[...wanted.keys()]],
    });
    const before = new Set(rows.flatMap(({ timers }) => timers));
    const timers = [...wanted.values()].flat();
    const after = new Set(timers.map(({ id }) => id));
    await this.timers.cancel(tx, ...[...before].filter((id) => !after.has(id)));
    await this.timers.schedule(tx, ...timers.filter(({ id }) => !before.has(id)));
    await tx.query({
      name: 'supervise-deadlines',
      text: `INSERT INTO supervised_deadlines (request, timers)
        SELECT w.request, w.timers FROM unnest($1::uuid[], $2::jsonb[]) AS w(request, timers)
        ON CONFLICT (request) DO UPDATE SET timers = excluded.timers
        WHERE supervised_deadlines.timers <> excluded.timers`,
      values: [[...wanted.keys()], [...wanted.values()].map((list) => JSON.stringify(list.map(({ id }) => id)))],
    });
  }
}
