import { faultsOf } from '../testing/faults-of';
import { changed, lineOf, removePacks, SAMPLE } from '../testing/sample-pack';

afterEach(removePacks);

const MECHANISM = `mechanisms:
  - id: organisation
    ordinal: 二、
    clause: 二
    name: { zh: 组织保障, en: Organisation }
    responsibility: { printed: null, leads: [taxes], lead: null, cooperating: [], responsible: [], groups: [] }
`;

/** Packs that fit the schema and cannot work, or say something else than their document. */
const cases: [what: string, text: string, code: string, at: string, says: string][] = [
  [
    'a day of a year that nobody knows',
    changed(SAMPLE, '  years: [2030]\n', ''),
    'year-not-declared',
    "date: '2030-01-01'",
    'does not cover 2030',
  ],
  [
    'a year of which no day is supplied',
    changed(SAMPLE, 'years: [2030]', 'years: [2030, 2031]'),
    'year-without-days',
    'years: [2030, 2031]',
    'no day of 2031',
  ],
  [
    'a day that is supplied twice',
    changed(
      SAMPLE,
      "    - { date: '2030-01-01', working: false, name: 元旦 }\n",
      "    - { date: '2030-01-01', working: false, name: 元旦 }\n    - { date: '2030-01-01', working: true, name: 上班 }\n",
    ),
    'duplicate-id',
    'working: true, name: 上班',
    '"2030-01-01" stands twice',
  ],
  [
    'a calendar that there is not',
    changed(SAMPLE, '  id: cn', '  id: us'),
    'wrong-value',
    'id: us',
    'is not one of: cn',
  ],
  [
    'a time limit by another calendar',
    changed(SAMPLE, 'assign: { calendar: cn', 'assign: { calendar: us'),
    'wrong-value',
    'calendar: us',
    'is not one of: cn',
  ],
  [
    'a time limit from a fact from which it is not reckoned',
    changed(SAMPLE, 'amount: 7, start: assigned', 'amount: 7, start: due'),
    'wrong-value',
    'start: due',
    'is not one of: assigned',
  ],
  [
    'a time limit beyond what can be reckoned with',
    changed(SAMPLE, 'amount: 7, start', 'amount: 99999999, start'),
    'wrong-value',
    'amount: 99999999',
    'at most 36525',
  ],
  [
    'a measure under the clause of something else',
    changed(SAMPLE, 'clause: 一2', 'clause: 二'),
    'wrong-clause',
    'clause: 二\n    name: { zh: 让利',
    'belongs to clause "一"',
  ],
  [
    'a frequency of another period than the printed one',
    changed(
      changed(
        SAMPLE,
        'text: 内部转移定价优惠力度不低于50个基点。',
        'text: 内部转移定价优惠力度不低于50个基点，周调度。',
      ),
      "percent: '0.5' }",
      "percent: '0.5' }\n      - { kind: frequency, key: f, printed: 周调度, role: target, times: 1, per: month }",
    ),
    'wrong-unit',
    'kind: frequency',
    'states no value of kind frequency',
  ],
  [
    'an agency that its bracket does not print',
    changed(SAMPLE, 'cooperating: [finance]', 'cooperating: [finance, industry]'),
    'not-printed',
    'cooperating: [finance, industry]',
    'does not print "industry"',
  ],
  [
    'a lead that is printed after 牵头',
    changed(SAMPLE, '      leads: [pboc]', '      leads: [finance]'),
    'not-printed',
    'leads: [finance]',
    'List it under cooperating',
  ],
  [
    'an agency that is printed and not listed',
    changed(SAMPLE, '      cooperating: [finance]', '      cooperating: []'),
    'not-listed',
    'printed: 人行示范市中心支行牵头',
    '"市财政局"',
  ],
  [
    'an agency that is listed twice',
    changed(SAMPLE, 'cooperating: [finance]', 'cooperating: [finance, finance]'),
    'duplicate-id',
    'cooperating: [finance, finance]',
    '"finance" stands twice',
  ],
  [
    'an agency that is printed again without a note',
    changed(
      SAMPLE,
      'printed: 人行示范市中心支行牵头，市财政局配合',
      'printed: 人行示范市中心支行牵头，市财政局、市财政局配合',
    ),
    'not-listed',
    'printed: 人行示范市中心支行牵头',
    'note it under duplicates',
  ],
  [
    'a duplicate that is none',
    changed(
      SAMPLE,
      '      cooperating: [finance]',
      '      duplicates: [{ printed: 市财政局, position: 2, sameAs: finance, note: { zh: 重复, en: Twice } }]\n      cooperating: [finance]',
    ),
    'not-printed',
    'duplicates:',
    'does not print "市财政局" (finance) again',
  ],
  [
    'an agency of a mechanism that is not declared',
    changed(SAMPLE, '\nrules:', `\n${MECHANISM}rules:`),
    'unknown-agency',
    'leads: [taxes]',
    'There is no agency "taxes"',
  ],
];

it.each(cases)('reports %s with its line', (_, text, code, at, says) => {
  const faults = faultsOf(text);
  const fault = faults.find((found) => found.code === code);
  expect(faults.map((found) => found.code)).toContain(code);
  expect(fault?.en).toContain(says);
  expect(fault?.zh).toMatch(/[一-鿿]/);
  expect(fault?.line).toBe(lineOf(text, at));
  expect(fault?.file).toMatch(/sample\.yaml$/);
});
