import { loadProgrammes } from '../loading/load';
import type { LoadedProgramme } from '../programme/loaded-programme';

const programmes = loadProgrammes();
const programme = (id: string): LoadedProgramme => programmes.find((one) => one.id === id)!;
const linxiang = programme('linxiang-2022');
const yunnan = programme('yunnan-2022');
const SERVICES = ['finance', 'tax', 'pboc', 'hrss', 'transport', 'industry', 'agency'] as const;

it('has Linxiang under Yunnan', () => {
  expect([linxiang, yunnan].map(({ region, parent }) => [region, parent])).toEqual([
    ['530902', 'yunnan-2022'],
    ['530000', null],
  ]);
});

describe('Linxiang', () => {
  it('has the thirteen actions in printed order with their default leads', () => {
    expect(linxiang.actions.map(({ ordinal, id, lead }) => `${ordinal} ${id} ${lead ?? ''}`)).toEqual([
      '（一） finance-benefit 530902/finance',
      '（二） tax-reduction 530902/tax',
      '（三） financing 530902/financial-affairs',
      '（四） employment 530902/hrss',
      '（五） logistics 530902/transport',
      '（六） arrears-clearing 530902/industry',
      '（七） innovation 530902/development-reform',
      '（八） excellence 530902/industry',
      '（九） resumption 530902/development-reform',
      '（十） integration 530902/industry',
      '（十一） rent-relief 530902/sasac',
      '（十二） procurement 530902/finance',
      '（十三） hard-hit-industries 530902/commerce',
    ]);
  });

  it('has the rules of 三办一销号 with their clauses', () => {
    const rules = linxiang.caseRules();
    expect(rules.assign).toMatchObject({ unit: 'workingDay', amount: 0, start: 'submitted', clause: '二（二）' });
    expect(rules.general.resolve).toMatchObject({
      unit: 'workingDay',
      amount: 5,
      start: 'assigned',
      clause: '二（二）',
    });
    expect(rules.complex.plan).toMatchObject({ unit: 'workingDay', amount: 5, start: 'assigned', clause: '二（二）' });
    expect(rules.return).toMatchObject({ amount: 2, clause: 'practice' });
    expect(rules.opinion).toMatchObject({ amount: 3, clause: 'practice' });
    expect(rules.ladder.map(({ step, workingDays }) => [step, workingDays])).toEqual([
      ['reminder', -1],
      ['reminder', 0],
      ['supervisionOrder', 0],
    ]);
    expect(rules.extension).toEqual({ workingDaysBefore: 1, approvals: [1, 2], clause: 'practice' });
    expect(rules.suspension.reasons).toEqual(['engineering', 'season', 'conditions']);
  });

  it('counts an agency that is printed twice once, and says so', () => {
    const financing = linxiang.action('financing');
    expect(financing?.cooperating.filter((id) => id === '530902/finance')).toHaveLength(1);
    expect(financing?.duplicates).toMatchObject([{ printed: '区财政局', position: 4, sameAs: 'finance' }]);
  });

  it('has the figures of the document as data', () => {
    const facts = new Map(
      linxiang.measures.flatMap(({ id, facts: all }) => all.map((fact) => [`${id} ${fact.key}`, fact] as const)),
    );
    const loans = ['start-up-loans', 'personal-loans', 'small-enterprise-loans', 'total'].map((key) => {
      const fact = facts.get(`innovation/04 ${key}`);
      return fact?.kind === 'count' ? fact.value : 0;
    });
    expect(loans).toEqual([536, 157, 1, 694]);
    expect(facts.get('innovation/04 volume')).toMatchObject({ fen: 11_238_000_000, bound: 'atLeast' });
    expect(facts.get('financing/06 small-fee-cap')).toMatchObject({ percent: '0.8', bound: 'atMost' });
    expect(facts.get('financing/06 large-fee-cap')).toMatchObject({ percent: '1.5', bound: 'atMost' });
    expect(facts.get('financing/06 small-guarantee')).toMatchObject({ fen: 300_000_000, bound: 'atMost' });
    expect(facts.get('resumption/05 resumption')).toMatchObject({ percent: '98', bound: 'atLeast' });
    expect(facts.get('resumption/05 loss-makers')).toMatchObject({ percent: '10', bound: 'atMost' });
    expect(facts.get('resumption/07 scheduling')).toMatchObject({ times: 1, per: 'week' });
    expect(facts.get('procurement/06 share')).toMatchObject({ percent: '40', bound: 'atLeast' });
    expect(facts.get('logistics/05 vehicle-length')).toMatchObject({ metres: '4.2' });
    expect(facts.get('employment/06 months-after-a-year')).toMatchObject({ amount: 6, unit: 'month' });
    expect(facts.get('employment/06 months-before-a-year')).toMatchObject({ amount: 6, unit: 'month' });
    expect(facts.get('employment/08 per-person')).toMatchObject({ fen: 50_000 });
    expect(facts.get('finance-benefit/01 fund')).toMatchObject({ fen: null });
    expect(facts.get('arrears-clearing/03 plan-deadline')).toMatchObject({ on: '2022-07-31', derivation: 'month-end' });
  });

  it('keeps duties that fall due by themselves', () => {
    const duties = linxiang.provisions.flatMap(({ duties: all }) => all);
    expect(duties.map(({ by, to, due }) => ({ by, to, due }))).toEqual([
      { by: 'action-leads', to: null, due: { kind: 'after-issue', workingDays: 10 } },
      { by: 'action-leads', to: 'industry', due: { kind: 'monthly', day: 28, of: 'same' } },
      { by: 'industry', to: 'government-office', due: { kind: 'monthly', day: 1, of: 'next' } },
      { by: 'statistics', to: null, due: { kind: 'at-least', times: 1, per: 'month' } },
      { by: 'linked-leaders', to: null, due: { kind: 'at-least', times: 1, per: 'month' } },
    ]);
  });

  it('says from when the year of deferral counts, as Yunnan does', () => {
    const [here, there] = [linxiang, yunnan].map(({ ambiguities }) =>
      ambiguities.find(({ id }) => id === 'deferral-limit'),
    );
    expect(here).toMatchObject({ clause: '一（四）', default: there?.default });
  });

  it('says why a promise is one made before, and where the words differ', () => {
    const again = linxiang.measure('hard-hit-industries/03');
    expect(again).toMatchObject({ sameAs: 'employment/03' });
    expect(again?.reading?.zh).toContain('17个行业');
    expect(linxiang.notes.map(({ id }) => id)).toContain('deferral-described-twice');
  });

  it('carries out actions of the province, each of which exists', () => {
    for (const { implements: carried } of linxiang.actions) {
      expect(carried.length).toBeGreaterThan(0);
      for (const one of carried) expect(programme(one.programme).action(one.action)).toBeDefined();
    }
  });
});

describe('Yunnan', () => {
  it('has ten actions and five reinforcing policies', () => {
    expect(yunnan.actions.filter(({ clause }) => clause.startsWith('一'))).toHaveLength(10);
    expect(yunnan.actions.filter(({ clause }) => clause.startsWith('二'))).toHaveLength(5);
  });

  it('has no guarantee fee, as its main figure on financing', () => {
    const [first] = yunnan.measuresOf('financing');
    expect(first?.facts).toContainEqual(expect.objectContaining({ key: 'fee', percent: '0', role: 'benefit' }));
  });

  it('says why statistics are owed by one of five agencies', () => {
    const [duty] = yunnan.provisions.flatMap(({ duties }) => duties.filter(({ by }) => by === 'statistics'));
    expect(duty?.reading?.zh).toContain('五个单位');
  });

  it('leaves its time limits open, with the reason and what holds meanwhile', () => {
    const open = yunnan.provenance().filter((rule) => rule.open !== null);
    expect(open.map(({ rule }) => rule)).toEqual(['assign', 'general', 'complex']);
    expect(yunnan.caseRules().general.resolve).toMatchObject({ amount: 5, clause: 'practice' });
  });

  it('says why its number and dates are not known', () => {
    expect(yunnan.document).toMatchObject({ number: null, issuedOn: null });
    expect(yunnan.document.reason?.zh).toContain('没有印出');
  });
});

it.each([
  ['区工信局', '530902/industry'],
  ['区工业和信息化局', '530902/industry'],
  ['industry', '530902/industry'],
  ['530902/industry', '530902/industry'],
  ['区人社局', '530902/hrss'],
  ['区政府金融办', '530902/financial-affairs'],
  ['区民营办', '530902/office'],
  ['临沧市临翔区人民政府办公室', '530902/government-office'],
  ['共青团临翔区委', '530902/youth-league'],
])('finds the agency %s', (name, id) => {
  expect(linxiang.agency(name)?.id).toBe(id);
});

it('does not find what is not there', () => {
  expect(linxiang.agency('省财政厅')).toBeUndefined();
  expect(linxiang.agency('530000/finance')).toBeUndefined();
  expect(linxiang.measure('finance-benefit/99')).toBeUndefined();
  expect(linxiang.measuresOf('nothing')).toEqual([]);
});

it.each(programmes.map((one) => [one.id, one] as const))(
  'gives every agency of %s to one service, and the office to coordination',
  (_, { agencies, agenciesOf, office }) => {
    expect(SERVICES.flatMap((service) => agenciesOf(service)).length).toBe(agencies.length);
    expect(agenciesOf('coordination')).toEqual([office]);
  },
);

it.each(SERVICES)('gives %s something to do in Linxiang and in Yunnan', (service) => {
  for (const { agenciesOf } of [linxiang, yunnan]) expect(agenciesOf(service)).not.toEqual([]);
});
