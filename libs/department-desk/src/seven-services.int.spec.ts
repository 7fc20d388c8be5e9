import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { DEPARTMENT_SERVICES } from '@sanban/contracts';
import { Programmes } from '@sanban/service-kit';
import { person, TestDesk } from './testing/desk';
import { eventually } from './testing/eventually';
import { OfficeRequest, publish, REGION } from './testing/office';

/** All departments in one process, on one database and one bus, as the platform mounts them. */
describe('seven desks side by side', () => {
  const programmes = Programmes.load();
  let database: TestDatabase;
  let desks: TestDesk[];

  beforeAll(async () => {
    database = await createTestDatabase();
    desks = [];
    for (const name of DEPARTMENT_SERVICES) desks.push(await TestDesk.start(name, database.url, programmes));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(desks.map(({ service }) => service.close()));
    await database.drop();
  });

  const agencyOf = (desk: TestDesk) => programmes.agenciesOf(desk.name).find(({ region }) => region === REGION)!.id;

  it('each follows what concerns its own agencies, reports on its own topic and lists its own', async () => {
    const [lead, ...others] = desks.map(agencyOf);
    const office = OfficeRequest.of(programmes, lead!, others);
    await publish(desks[0]!.bus, [office.assigned()]);
    await Promise.all(desks.map((desk) => desk.hasHeardAll()));

    for (const desk of desks) {
      const agency = agencyOf(desk);
      const caseFile = office.caseFileOf(agency);
      const accepted = await desk.call('POST', `${agency}/case-files/${caseFile}/accept`, person('handler', agency));
      expect([desk.name, accepted.status]).toEqual([desk.name, 200]);
      await desk.listed(caseFile);
      await eventually(() => desk.reports.length > 0);
    }
    for (const desk of desks) {
      const agency = agencyOf(desk);
      const caseFile = office.caseFileOf(agency);
      expect(desk.reports.map(({ type, data }) => [type, data])).toMatchObject([
        [`sanban.${desk.name}.case-file.accepted.v1`, { agency, caseFile, request: office.request }],
      ]);
      const { rows } = await desk.pool.query('SELECT id, agency FROM case_files');
      expect(rows).toEqual([{ id: caseFile, agency }]);
      for (const other of desks) {
        if (other !== desk) expect(await other.events(caseFile)).toEqual([]);
      }
      const { body } = await desk.call('GET', `${agency}/case-files`, person('auditor', null));
      expect(body['items']).toMatchObject([
        { id: caseFile, agency, role: agency === lead ? 'lead' : 'cooperating', requestRevision: office.revision },
      ]);
    }
  });

  it('moves from one service to another by a reassignment', async () => {
    const [from, to] = [desks[0]!, desks[1]!];
    const office = OfficeRequest.of(programmes, agencyOf(from));
    const before = office.caseFileOf(agencyOf(from));
    const assigned = office.assigned();
    await publish(from.bus, [assigned, office.reassigned(agencyOf(to), [])]);
    await Promise.all([from.hasHeardAll(), to.hasHeardAll()]);
    expect(await from.eventTypes(before)).toEqual(['CaseFileOpened', 'CaseFileWithdrawn']);
    expect(await to.eventTypes(office.caseFileOf(agencyOf(to)))).toEqual(['CaseFileOpened']);
  });
});
