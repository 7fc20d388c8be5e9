import { compare, type Subject } from './compare';
import type { AgencyLine, OfficeLine } from './lines';

const office: OfficeLine = {
  request: 'r1',
  number: '530902-2022-000001',
  caseFile: 'c1',
  agency: '530902/tax',
  role: 'lead',
  current: true,
  state: 'accepted',
  heard: 1,
  told: 4,
  dueAt: '2022-08-30T00:00:00+08:00',
  dueSubject: 'resolve',
};
const agency: AgencyLine = {
  id: 'c1',
  request: 'r1',
  agency: '530902/tax',
  role: 'lead',
  state: 'accepted',
  reportedRevision: 1,
  requestRevision: 4,
  dueAt: '2022-08-30T00:00:00.000+08:00',
};
const subjects = (line: Partial<OfficeLine>, file: Partial<AgencyLine>): Subject[] =>
  compare([{ ...office, ...line }], [{ ...agency, ...file }]).map(({ subject }) => subject);

describe('compare', () => {
  it('finds nothing where both records say the same', () => {
    expect(subjects({}, {})).toEqual([]);
    expect(compare([], [])).toEqual([]);
  });

  it.each<[string, Partial<OfficeLine>, Partial<AgencyLine>, Subject]>([
    ['the request', {}, { request: 'r2' }, 'request'],
    ['the agency', {}, { agency: '530902/finance' }, 'agency'],
    ['the role', {}, { role: 'cooperating' }, 'role'],
    ['the state', {}, { state: 'planned' }, 'state'],
    ['the due date', {}, { dueAt: '2022-08-31T00:00:00+08:00' }, 'dueAt'],
    ['a due date that only the office has', {}, { dueAt: null }, 'dueAt'],
    ['a due date that only the agency has', { dueAt: null, dueSubject: null }, {}, 'dueAt'],
    ['news that no case file has', { heard: 3 }, {}, 'heard'],
    ['a report that has not arrived', {}, { reportedRevision: 3 }, 'heard'],
    ['a first report that has not arrived', { heard: null }, {}, 'heard'],
    ['a decision that has not arrived', { told: 5 }, {}, 'told'],
    ['a case file that nobody told of the request', {}, { requestRevision: null }, 'told'],
    ['a case file that knows more than the office', {}, { requestRevision: 6 }, 'told'],
  ])('tells %s apart', (_, line, file, subject) => {
    expect(subjects(line, file)).toEqual([subject]);
  });

  it('misses a case file on either side', () => {
    expect(compare([office], [])).toEqual([
      {
        request: 'r1',
        caseFile: 'c1',
        agency: '530902/tax',
        subject: 'caseFile',
        office: 'accepted',
        caseFileSays: null,
      },
    ]);
    expect(compare([], [agency])).toEqual([
      {
        request: 'r1',
        caseFile: 'c1',
        agency: '530902/tax',
        subject: 'caseFile',
        office: null,
        caseFileSays: 'accepted',
      },
    ]);
  });

  it('asks of an agency that was relieved only that its case file is withdrawn', () => {
    const gone: Partial<OfficeLine> = {
      current: false,
      state: 'withdrawn',
      told: 9,
      dueAt: '2022-09-09T00:00:00+08:00',
    };
    expect(subjects(gone, { state: 'withdrawn', dueAt: null })).toEqual([]);
    expect(subjects(gone, {})).toEqual(['state']);
  });

  it('leaves the due date to the lead while a cooperating agency is due first', () => {
    expect(subjects({ dueSubject: 'opinion', dueAt: '2022-08-26T00:00:00+08:00' }, {})).toEqual([]);
    expect(subjects({ role: 'cooperating' }, { role: 'cooperating', dueAt: null })).toEqual([]);
  });
});
