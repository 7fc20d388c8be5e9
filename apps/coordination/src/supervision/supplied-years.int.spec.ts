import type { CaseRules } from '@sanban/casework';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Programmes } from '@sanban/service-kit';
import { chinaCalendar, type WorkingCalendar } from '@sanban/working-calendar';
import { eventually } from '../testing/eventually';
import { TAX } from '../testing/people';
import { TestOffice } from '../testing/test-office';

/** A ladder that goes on after the deadline. */
class Longer extends Programmes {
  override rules(region: string): CaseRules {
    const rules = super.rules(region);
    return { ...rules, ladder: [...rules.ladder, { step: 'reminder', workingDays: 1, clause: '测试' }] };
  }
}

/** The same, later on: the days of 2027 have been published. */
class Later extends Longer {
  override calendar(_region: string, id: string): WorkingCalendar {
    const holidays = [{ date: '2027-01-01', zh: '元旦', en: 'New Year’s Day' }];
    return chinaCalendar([{ year: 2027, holidays, makeUpDays: [] }], id);
  }
}
const all = Programmes.load().all();
/** Thursday: five working days end with the last day that the calendar knows. */
const CHRISTMAS_EVE = '2026-12-24T09:00:00+08:00';
/** More than a page. */
const REQUESTS = 110;

let database: TestDatabase;
let office: TestOffice;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await TestOffice.start(database.url, CHRISTMAS_EVE, new Longer(all));
});
afterAll(async () => {
  await office.service.close();
  await database.drop();
});

const number = async (sql: string) => (await office.pool.query<{ n: number }>(sql)).rows[0]?.n ?? -1;
const leftOut = () => number('SELECT count(*)::int AS n FROM supervised_deadlines WHERE left_out_by IS NOT NULL');
const reminders = () => number(`SELECT count(*)::int AS n FROM timers WHERE payload->>'step' = 'reminder@1'`);

it('sets the timers of a year that the programme supplies later, at the next start', async () => {
  const requests = await Promise.all(Array.from({ length: REQUESTS }, () => office.assigned(TAX)));
  await eventually(async () => (await leftOut()) === REQUESTS);
  expect(await reminders()).toBe(0);
  await office.service.close();

  // The same calendar: nothing to do, nothing lost.
  office = await TestOffice.start(database.url, CHRISTMAS_EVE, new Longer(all));
  expect([await leftOut(), await reminders()]).toEqual([REQUESTS, 0]);
  await office.service.close();

  office = await TestOffice.start(database.url, CHRISTMAS_EVE, new Later(all));
  await eventually(async () => (await leftOut()) === 0);
  expect(await reminders()).toBe(REQUESTS);

  const first = requests[0] ?? '';
  const steps = async () =>
    (await office.store.readStream(`coordination.request-${first}`)).map(({ data }) => data['step']);
  await office.moveClock('2027-01-06T09:00:00+08:00');
  await eventually(async () => (await steps()).includes('reminder@1'));
}, 60_000);
