import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { eventually } from '../testing/eventually';
import { officer, TAX } from '../testing/people';
import { MONDAY, OUTCOME, TestOffice } from '../testing/test-office';

let database: TestDatabase;
let office: TestOffice;
beforeEach(async () => {
  database = await createTestDatabase();
  office = await TestOffice.start(database.url);
});
afterEach(async () => {
  await office.service.close();
  await database.drop();
});

const counted = async (request: string, type: string) =>
  (await office.types(request)).filter((each) => each === type).length;
const timers = async () => {
  const { rows } = await office.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM timers');
  return rows[0]?.n ?? -1;
};

describe('supervision', () => {
  it('reminds before the deadline and orders after it, once each, and tells the agencies', async () => {
    const request = await office.assigned(TAX);
    const { deadlines } = await office.view(request);
    const resolve = deadlines.find(({ subject }) => subject === 'resolve');
    // 22 August is a Monday: five working days end with Monday the 29th.
    expect(resolve).toMatchObject({ agency: TAX, dueAt: '2022-08-30T00:00:00+08:00' });
    await eventually(async () => (await timers()) > 1);

    await office.moveClock('2022-08-29T23:59:00+08:00');
    await eventually(async () => (await counted(request, 'ReminderIssued')) >= 1);
    expect(await counted(request, 'DeadlinePassed')).toBe(0);

    await office.moveClock('2022-09-20T09:00:00+08:00');
    await eventually(async () => (await counted(request, 'SupervisionOrderIssued')) >= 1);
    await eventually(async () => (await timers()) === 0);
    expect(await counted(request, 'DeadlinePassed')).toBe(1);
    const orders = await counted(request, 'SupervisionOrderIssued');
    const told = () => office.told.filter(({ data }) => data.request === request).map(({ fact }) => fact);
    await eventually(() => told().filter((fact) => fact === 'supervision-order-issued').length === orders);
    expect(told()).toContain('reminder-issued');

    await office.ledgerUpToDate();
    const { body } = await office.get('/ledger?overdue=true', officer);
    expect(body).toMatchObject({ items: [{ id: request, overdue: true, supervisionOrders: orders }] });
  });

  it('has no timers for what is done in time', async () => {
    const request = await office.assigned(TAX);
    await office.hears(await office.report(request, TAX, 'accepted', {}));
    await office.hears(await office.report(request, TAX, 'resolved', { outcome: OUTCOME }, { revision: 2 }));
    await eventually(async () => (await timers()) === 0);
    await office.moveClock('2022-09-20T09:00:00+08:00');
    expect(await counted(request, 'DeadlinePassed')).toBe(0);
  });

  it('counts once in effect although a timer fires again, and after a restart', async () => {
    const request = await office.assigned(TAX);
    await eventually(async () => (await timers()) > 1);
    const { rows } = await office.pool.query('SELECT id, kind, due_at, payload FROM timers');
    await office.service.close();

    office = await TestOffice.start(database.url, MONDAY);
    await office.moveClock('2022-09-20T09:00:00+08:00');
    await eventually(async () => (await counted(request, 'SupervisionOrderIssued')) >= 1);
    await eventually(async () => (await timers()) === 0);
    const before = await office.types(request);
    await office.pool.query(
      `INSERT INTO timers (id, kind, due_at, payload)
       SELECT id, kind, due_at, payload FROM jsonb_to_recordset($1) AS t(id text, kind text, due_at timestamptz, payload jsonb)`,
      [JSON.stringify(rows)],
    );
    await eventually(async () => (await timers()) === 0);
    expect(await office.types(request)).toEqual(before);
  });
});
