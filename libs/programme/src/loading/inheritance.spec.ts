import { changed, lineOf, packsFolder, removePacks, SAMPLE } from '../testing/sample-pack';
import { checkProgrammes, loadProgrammes } from './load';
import { join } from 'node:path';

afterEach(removePacks);

const child = (changes: [string, string][]): string =>
  changes.reduce((text, [from, to]) => changed(text, from, to), SAMPLE);

const CHILD = child([
  ['id: sample-2030', 'id: county-2030'],
  ['parent: null', 'parent: sample-2030'],
  ["region: '990100'", "region: '990101'"],
  // Its days are of a year that the parent declares.
  ['  years: [2030]\n', ''],
  [
    "    - { date: '2030-01-01', working: false, name: 元旦 }",
    "    - { date: '2030-01-05', working: true, name: 上班 }",
  ],
  ['  opinion: { calendar: cn, unit: workingDay, amount: 3, start: assigned, clause: practice }\n', ''],
  ['  assign: { calendar: cn, unit: workingDay, amount: 1, start: submitted, clause: 二 }\n', ''],
  ['amount: 7', 'amount: 4'],
  ['  suspension: { reasons: [season], clause: practice }\n', ''],
]);

describe('a programme under another', () => {
  const load = () => {
    const [county, city] = loadProgrammes(packsFolder({ 'county.yaml': CHILD, 'city.yaml': SAMPLE }));
    return { county: county!, city: city! };
  };

  it('takes from its parent the rules that it does not state, with their source', () => {
    const rules = load().county.caseRules();
    expect(rules.programme).toBe('county-2030');
    expect(rules.assign).toEqual({
      calendar: 'cn',
      unit: 'workingDay',
      amount: 1,
      start: 'submitted',
      clause: 'sample-2030/二',
    });
    expect(rules.opinion.clause).toBe('practice');
    expect(rules.suspension).toEqual({ reasons: ['season'], clause: 'practice' });
    expect(rules.general.resolve).toMatchObject({ amount: 4, clause: '二' });
  });

  it('tells where each rule comes from and what it replaces', () => {
    const provenance = load().county.provenance();
    expect(provenance.find(({ rule }) => rule === 'assign')).toEqual({
      rule: 'assign',
      programme: 'sample-2030',
      open: null,
      overrides: null,
    });
    expect(provenance.find(({ rule }) => rule === 'general')).toMatchObject({
      programme: 'county-2030',
      overrides: 'sample-2030',
    });
    expect(provenance).toHaveLength(8);
  });

  it('keeps its own agencies and adds to the days of its parent', () => {
    const { county, city } = load();
    expect(county.agency('市工信局')?.id).toBe('990101/industry');
    const working = ({ workingCalendar }: typeof county) =>
      ['2030-01-01', '2030-01-05'].map((date) => workingCalendar().isWorkingDay(date));
    expect(working(county)).toEqual([false, true]);
    expect(working(city)).toEqual([false, false]);
    expect(city.caseRules().general.resolve.amount).toBe(7);
  });
});

it('holds an open rule by its default and says why it is open', () => {
  const open = changed(
    SAMPLE,
    'amount: 7, start: assigned, clause: 二 }',
    'amount: null, start: assigned, clause: 二, reason: { zh: 未写, en: Not stated }, default: { amount: 5, clause: practice } }',
  );
  const [programme] = loadProgrammes(packsFolder({ 'city.yaml': open }));
  expect(programme?.caseRules().general.resolve).toEqual({
    calendar: 'cn',
    unit: 'workingDay',
    amount: 5,
    start: 'assigned',
    clause: 'practice',
  });
  expect(programme?.provenance().find(({ rule }) => rule === 'general')?.open?.en).toBe('Not stated');
});

it('refuses parents that go round in a circle, in each of them', () => {
  const city = changed(SAMPLE, 'parent: null', 'parent: county-2030');
  const folder = packsFolder({ 'city.yaml': city, 'county.yaml': CHILD });
  const { faults, programmes } = checkProgrammes([join(folder, 'city.yaml'), join(folder, 'county.yaml')]);
  expect(programmes).toEqual([]);
  expect(faults.map(({ code, line }) => [code, line])).toEqual([
    ['inheritance-cycle', 3],
    ['inheritance-cycle', 3],
  ]);
  expect(faults[0]?.en).toContain('sample-2030 → county-2030 → sample-2030');
});

it('does not load what stands under a faulty parent, and says what is wrong there alone', () => {
  const city = changed(SAMPLE, "region: '990100'", "region: '99'");
  const folder = packsFolder({ 'city.yaml': city, 'county.yaml': CHILD });
  const { faults, programmes } = checkProgrammes([join(folder, 'city.yaml'), join(folder, 'county.yaml')]);
  expect(programmes).toEqual([]);
  expect(faults.map(({ code }) => code)).toEqual(['bad-region']);
});

it('refuses an action that the parent has not, and one id for two packs', () => {
  const county = changed(CHILD, '    planOwners:\n', '    implements: [fund]\n    planOwners:\n');
  const folder = packsFolder({ 'city.yaml': SAMPLE, 'county.yaml': county, 'third.yaml': SAMPLE });
  const { faults } = checkProgrammes(['city.yaml', 'county.yaml', 'third.yaml'].map((name) => join(folder, name)));
  expect(faults.map(({ code, file }) => [code, file])).toEqual([
    ['unknown-action', join(folder, 'county.yaml')],
    ['duplicate-id', join(folder, 'third.yaml')],
  ]);
  expect(faults[0]?.en).toBe('The parent sample-2030 has no action "fund". Did you mean "funds"? It has: funds.');
});

it('says that without a parent nothing of it is carried out', () => {
  const alone = changed(SAMPLE, '    planOwners:\n', '    implements: [funds]\n    planOwners:\n');
  const { faults } = checkProgrammes([packsFolder({ 'city.yaml': alone })]);
  expect(faults.map(({ code, line }) => [code, line])).toEqual([['unknown-action', lineOf(alone, 'implements')]]);
  expect(faults[0]?.en).toContain('has no parent');
});

it('takes all rules from its parent where it states none', () => {
  const ruleless = `${CHILD.split('rules:\n')[0]}`;
  const [county] = loadProgrammes(packsFolder({ 'county.yaml': ruleless, 'city.yaml': SAMPLE }));
  expect(county?.caseRules().general.resolve).toMatchObject({ amount: 7, clause: 'sample-2030/二' });
  const alone = SAMPLE.split('rules:\n')[0] ?? '';
  const { faults } = checkProgrammes([packsFolder({ 'city.yaml': alone })]);
  expect(faults.map(({ code }) => code)).toEqual(['missing-rule']);
});

it('carries brackets for each measure, responsible agencies without a lead, and a plan owner that is no lead', () => {
  const [programme] = loadProgrammes(packsFolder({ 'city.yaml': SAMPLE }));
  const [loans, prices] = programme!.measuresOf('funds');
  expect(programme!.action('funds')).toMatchObject({
    lead: null,
    leads: [],
    planOwners: [{ agency: '990100/finance', clause: '一' }],
  });
  expect(loans?.responsibility).toMatchObject({
    lead: '990100/finance',
    leads: [],
    responsible: ['990100/finance', '990100/industry'],
  });
  expect(prices?.responsibility).toMatchObject({ lead: '990100/pboc', cooperating: ['990100/finance'] });
});
