import { faultsOf } from '../testing/faults-of';
import { changed, lineOf, removePacks, SAMPLE } from '../testing/sample-pack';

afterEach(removePacks);

const NOTE = `notes:
  - { id: odd, clause: practice, says: { zh: 怪, en: Odd } }
`;

it.each([
  [
    'an action',
    changed(SAMPLE, '    clause: 一\n', '    clause: practice\n'),
    'actions[0].clause',
    'clause: practice\n    name',
  ],
  [
    'the owner of a plan',
    changed(SAMPLE, 'agency: finance, clause: 一', 'agency: finance, clause: practice'),
    'actions[0].planOwners[0].clause',
    'agency: finance',
  ],
  ['a measure', changed(SAMPLE, 'clause: 一2', 'clause: practice'), 'measures[1].clause', 'clause: practice\n    name'],
  [
    'the office',
    changed(SAMPLE, 'host: industry\n  clause: 二', 'host: industry\n  clause: practice'),
    'office.clause',
    'clause: practice\n  reading',
  ],
  ['a note', changed(SAMPLE, '\nrules:', `\n${NOTE}rules:`), 'notes[0].clause', 'id: odd'],
])('has no practice for the clause of %s', (_, text, path, at) => {
  const faults = faultsOf(text);
  expect(faults.map((fault) => [fault.code, fault.path])).toEqual([['unknown-clause', path]]);
  expect(faults[0]?.line).toBe(lineOf(text, at));
  expect(faults[0]?.en).toContain('for rules alone');
});

const SAME = '\n    reading: { zh: 同, en: Same }';

it.each([
  [
    'itself',
    changed(SAMPLE, 'id: funds/02', `id: funds/02\n    sameAs: funds/02${SAME}`),
    'measures[1].sameAs',
    'is this one itself',
  ],
  [
    'a later one',
    changed(SAMPLE, 'id: funds/01', `id: funds/01\n    sameAs: funds/02${SAME}`),
    'measures[0].sameAs',
    'comes later',
  ],
])('refuses a measure that is the same as %s', (_, text, path, says) => {
  const faults = faultsOf(text);
  expect(faults.map((fault) => [fault.code, fault.path])).toEqual([['not-earlier', path]]);
  expect(faults[0]?.en).toContain(says);
});

it('wants the reason why a measure is the same as one before', () => {
  const text = changed(SAMPLE, 'id: funds/02', 'id: funds/02\n    sameAs: funds/01');
  expect(faultsOf(text).map(({ code, path }) => [code, path])).toEqual([['reading-missing', 'measures[1].reading']]);
  expect(faultsOf(changed(text, 'sameAs: funds/01', `sameAs: funds/01${SAME}`))).toEqual([]);
});

it('refuses an action without a measure', () => {
  const idle = `  - id: idle
    ordinal: 二、
    clause: 二
    name: { zh: 组织保障, en: Organisation }
    responsibility: { printed: null, leads: [], lead: null, reading: { zh: 无, en: None }, cooperating: [], responsible: [], groups: [] }
    planOwners: []
`;
  const text = changed(SAMPLE, '\nmeasures:', `\n${idle}measures:`);
  expect(faultsOf(text).map(({ code, path, line }) => [code, path, line])).toEqual([
    ['no-measure', 'actions[1].id', lineOf(text, 'id: idle')],
  ]);
});
