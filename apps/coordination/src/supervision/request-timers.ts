import { Injectable } from '@nestjs/common';
import { awaitsCalendar, timersOf, type RequestRecord } from '@sanban/casework';
import { Programmes, Timers, type Timer } from '@sanban/service-kit';
import type { PoolClient } from 'pg';
import { SUPERVISE, type SupervisionTimer } from './supervision-timer';

/** Which timers a request needs; and by which calendar some had to be left out, because it does not cover their year. */
export interface Wanted {
  timers: readonly Timer[];
  leftOutBy: string | null;
}

/** 督办: the timers of requests, and what is remembered of them. */
@Injectable()
export class RequestTimers {
  constructor(
    private readonly timers: Timers,
    private readonly programmes: Programmes,
  ) {}

  wantedBy(state: RequestRecord): Wanted {
    const { request, region } = state;
    const rules = this.programmes.rules(region);
    const calendar = this.programmes.calendar(region, this.programmes.forRegion(region).calendar);
    const timers = timersOf(state, rules, calendar).map(({ id, at, deadline, dueAt, step }): Timer => {
      const payload: SupervisionTimer = { request, deadline, dueAt, step };
      return { id, kind: SUPERVISE, dueAt: at, payload };
    });
    return { timers, leftOutBy: awaitsCalendar(state, rules, calendar) ? this.calendarOf(region) : null };
  }

  /** `<region> <version>`. */
  calendarOf(region: string): string {
    return `${region} ${this.programmes.calendar(region, this.programmes.forRegion(region).calendar).version}`;
  }

  /** Makes the timers what they should be. @param wanted by request id */
  async reconcile(tx: PoolClient, wanted: ReadonlyMap<string, Wanted>): Promise<void> {
    const { rows } = await tx.query<{ timers: string[] }>({
      name: 'supervised-deadlines',
      text: 'SELECT timers FROM supervised_deadlines WHERE request = ANY ($1) ORDER BY request FOR UPDATE',
      values: [[...wanted.keys()]],
    });
    const before = new Set(rows.flatMap(({ timers }) => timers));
    const timers = [...wanted.values()].flatMap((each) => each.timers);
    const after = new Set(timers.map(({ id }) => id));
    const cancelled = this.timers.cancel(tx, ...[...before].filter((id) => !after.has(id)));
    const scheduled = this.timers.schedule(tx, ...timers.filter(({ id }) => !before.has(id)));
    const remembered = tx.query({
      name: 'supervise-deadlines',
      text: `INSERT INTO supervised_deadlines AS s (request, timers, left_out_by)
        SELECT w.request, w.timers, w.left_out_by
        FROM unnest($1::uuid[], $2::jsonb[], $3::text[]) AS w(request, timers, left_out_by) ORDER BY request
        ON CONFLICT (request) DO UPDATE SET timers = excluded.timers, left_out_by = excluded.left_out_by
        WHERE (s.timers, s.left_out_by) IS DISTINCT FROM (excluded.timers, excluded.left_out_by)`,
      values: [
        [...wanted.keys()],
        [...wanted.values()].map((each) => JSON.stringify(each.timers.map(({ id }) => id))),
        [...wanted.values()].map(({ leftOutBy }) => leftOutBy),
      ],
    });
    await Promise.all([cancelled, scheduled, remembered]);
  }
}
