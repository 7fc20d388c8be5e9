import { join } from 'node:path';
import { FaultyProgramme } from '../faults/fault';
import { faultsOf } from '../testing/faults-of';
import { changed, lineOf, packsFolder, removePacks, SAMPLE } from '../testing/sample-pack';
import { checkProgrammes, loadProgrammes } from './load';

afterEach(removePacks);

it('finds nothing wrong with the sample', () => {
  expect(faultsOf(SAMPLE)).toEqual([]);
});

const unknownAgency = changed(SAMPLE, 'responsible: [finance, industry]', 'responsible: [finance, industri]');
const cases: [what: string, text: string, code: string, at: string, says: string][] = [
  ['an agency that is not declared', unknownAgency, 'unknown-agency', 'industri]', 'Did you mean "industry"?'],
  [
    'a lead that is not printed',
    changed(SAMPLE, '      lead: finance', '      lead: pboc'),
    'lead-not-printed',
    'lead: pboc',
    'finance, industry',
  ],
  [
    'an action that is not declared',
    changed(SAMPLE, 'id: funds/02', 'id: fund/02'),
    'unknown-action',
    'fund/02',
    'Did you mean "funds"?',
  ],
  [
    'a measure that is not declared',
    changed(SAMPLE, 'id: funds/02', 'id: funds/02\n    sameAs: funds/03\n    reading: { zh: 同, en: Same }'),
    'unknown-measure',
    'sameAs',
    'There is no measure "funds/03"',
  ],
  [
    'a clause that the document has not',
    changed(SAMPLE, 'clause: 一2', 'clause: 一9'),
    'unknown-clause',
    '一9',
    'There is no clause',
  ],
  [
    'a group that is not declared',
    changed(SAMPLE, 'groups: [counties]', 'groups: [county]'),
    'unknown-group',
    'county]',
    'There is no group',
  ],
  [
    'an id that stands twice',
    changed(SAMPLE, 'id: funds/02', 'id: funds/01'),
    'duplicate-id',
    'funds/01\n    clause: 一2',
    'stands twice',
  ],
  [
    'one name for two agencies',
    changed(SAMPLE, 'printed: [市工信局]', 'printed: [市财政局]'),
    'duplicate-id',
    'printed: [市财政局]',
    '市财政局',
  ],
  [
    'a day that does not exist',
    changed(SAMPLE, "issuedOn: '2030-01-05'", "issuedOn: '2030-02-30'"),
    'bad-date',
    '2030-02-30',
    'a day that exists',
  ],
  [
    'an unknown unit of a time limit',
    changed(SAMPLE, 'unit: workingDay, amount: 7', 'unit: workingDays, amount: 7'),
    'wrong-unit',
    'amount: 7',
    'Did you mean "workingDay"?',
  ],
  [
    'a sum written in yuan',
    changed(SAMPLE, 'fen: 300000000', 'fen: 3000000'),
    'wrong-figure',
    'fen: 3000000',
    'states 300000000, but 3000000',
  ],
  [
    'a duration read as a number of months',
    changed(SAMPLE, 'amount: 2, unit: year', 'amount: 2, unit: month'),
    'wrong-unit',
    'unit: month',
    'states no value',
  ],
  [
    'a date that does not follow from the print',
    changed(SAMPLE, "on: '2030-07-31'", "on: '2030-07-30'"),
    'wrong-figure',
    '2030-07-30',
    '2030-07-31',
  ],
  [
    'a figure that is not printed',
    changed(SAMPLE, 'printed: 期限2年', 'printed: 期限3年'),
    'not-printed',
    '期限3年',
    'Quote it as printed',
  ],
  [
    'a service that does not exist',
    changed(SAMPLE, 'service: pboc', 'service: bank'),
    'wrong-service',
    'service: bank',
    'finance, tax, pboc',
  ],
  [
    'a key that does not exist',
    changed(SAMPLE, '      cooperating: [finance]', '      cooperating: [finance]\n      cooperation: [finance]'),
    'unknown-key',
    'cooperation: [finance]',
    'Did you mean "cooperating"?',
  ],
  [
    'a part that does not exist',
    changed(SAMPLE, '\nrules:', '\nmesures: []\nrules:'),
    'unknown-key',
    'mesures',
    'Did you mean "measures"?',
  ],
  [
    'a part that is missing',
    changed(SAMPLE, 'name: { zh: 示范市纾困措施, en: Relief measures of Sample City }\n', ''),
    'missing',
    'id: sample-2030',
    '"name" is missing',
  ],
  [
    'a key that is missing',
    changed(SAMPLE, 'name: { zh: 让利, en: Lower prices }', 'name: { zh: 让利 }'),
    'missing',
    'zh: 让利',
    '"en" is missing',
  ],
  [
    'a number where text is due',
    changed(SAMPLE, "region: '990100'", 'region: 990100'),
    'wrong-type',
    'region: 990100',
    'quotation marks',
  ],
  [
    'a name of a day that is none',
    changed(SAMPLE, 'name: 元旦', 'name: { zh: 元旦 }'),
    'wrong-type',
    'name: { zh: 元旦 }',
    'in both languages as { zh, en }',
  ],
  [
    'an unknown kind of figure',
    changed(SAMPLE, 'kind: rate', 'kind: rates'),
    'wrong-value',
    'kind: rates',
    'Did you mean "rate"?',
  ],
  [
    'an open time limit without its reason and default',
    changed(SAMPLE, 'amount: 7', 'amount: null'),
    'default-missing',
    'amount: null',
    'what holds meanwhile',
  ],
  [
    'no lead and no reading',
    changed(SAMPLE, '      reading: { zh: 取排在最前的单位。, en: The first printed. }\n', ''),
    'reading-missing',
    '责任单位：市财政局',
    'say in `reading`',
  ],
  [
    'a parent that does not exist',
    changed(SAMPLE, 'parent: null', 'parent: yunnan'),
    'unknown-parent',
    'parent: yunnan',
    'Known: sample-2030',
  ],
  [
    'a rule that nobody states',
    changed(SAMPLE, '  suspension: { reasons: [season], clause: practice }\n', ''),
    'missing-rule',
    'assign: { calendar',
    'suspension',
  ],
  ['a list instead of a mapping', '- id: x\n', 'not-a-mapping', 'id: x', 'mapping'],
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

it('reports every fault at once, in the order of the lines', () => {
  const text = changed(changed(unknownAgency, "region: '990100'", "region: '99'"), 'level: prefecture', 'level: city');
  const faults = faultsOf(text);
  expect(faults.map(({ code, path }) => [code, path])).toEqual([
    ['bad-region', 'jurisdiction.region'],
    ['wrong-value', 'jurisdiction.level'],
    ['unknown-agency', 'measures[0].responsibility.responsible[1]'],
  ]);
  expect(faults.map(({ line }) => line)).toEqual([5, 7, lineOf(text, 'industri]')]);
  expect(faults[2]?.column).toBe('      responsible: [finance, industri'.indexOf('industri') + 1);
});

it('checks the clauses of a faulty document, and the days of a calendar that there is not', () => {
  const text = changed(
    changed(SAMPLE, "issuedOn: '2030-01-05'", "issuedOn: '2030-02-30'"),
    'clause: 一2',
    'clause: 一9',
  );
  expect(faultsOf(text).map(({ code }) => code)).toEqual(['bad-date', 'unknown-clause']);
  const abroad = changed(changed(SAMPLE, '  id: cn', '  id: us'), '  years: [2030]\n', '');
  expect(faultsOf(abroad).map(({ code }) => code)).toEqual(['wrong-value', 'year-not-declared']);
  const undocumented = SAMPLE.replace(/document:\n[^]*office:\n/, 'office:\n');
  expect(faultsOf(undocumented).map(({ code, en }) => [code, en])).toEqual([
    ['missing', '"document" is missing: add it.'],
  ]);
});

it('finds the file of each fault in a pack of several files', () => {
  const [first = '', rest = ''] = SAMPLE.split('measures:\n');
  const [measures = '', rules = ''] = rest.split('rules:\n');
  const [one = '', two = ''] = measures.split('  - id: funds/02');
  const folder = packsFolder({
    'a.yaml': first,
    'b.yaml': `measures:\n${one}`,
    'c.yaml': `measures:\n  - id: funds/02${two.replace('cooperating: [finance]', 'cooperating: [finances]')}`,
    'd.yaml': `rules:\n${rules}`,
    'e.yaml': `id: again\n`,
  });
  const { faults } = checkProgrammes([folder]);
  expect(faults.map(({ code, file, line }) => [code, file, line])).toEqual([
    ['unknown-agency', join(folder, 'c.yaml'), 12],
    ['repeated-part', join(folder, 'e.yaml'), 1],
  ]);
});

it('says which file of several is no list, and takes no key for one that every object has', () => {
  const [first = '', measures = ''] = SAMPLE.split('measures:\n');
  const folder = packsFolder({
    'a.yaml': `measures:\n`,
    'b.yaml': first,
    'c.yaml': `measures:\n${measures}`,
    'd.yaml': 'constructor: 1\ntoString: 1\n__proto__: { id: x }\n',
  });
  const { faults } = checkProgrammes([folder]);
  expect(faults.map(({ code, file, line, path }) => [code, file, line, path])).toEqual([
    ['wrong-type', join(folder, 'a.yaml'), 1, 'measures'],
    ['unknown-key', join(folder, 'd.yaml'), 1, 'constructor'],
    ['unknown-key', join(folder, 'd.yaml'), 2, 'toString'],
    ['unknown-key', join(folder, 'd.yaml'), 3, '__proto__'],
  ]);
  expect(faults[0]).toMatchObject({ zh: '此处应为列表，现为 null。', en: 'This must be a list, not null.' });
});

it('names the file in which a part stands already', () => {
  const folder = packsFolder({ 'a.yaml': SAMPLE, 'b.yaml': 'id: again\n' });
  expect(checkProgrammes([folder]).faults.map(({ file, en }) => [file, en])).toEqual([
    [join(folder, 'b.yaml'), `"id" already stands in ${join(folder, 'a.yaml')} of this pack: it may stand only once.`],
  ]);
});

it('says so when there is no pack', () => {
  const folder = packsFolder({});
  expect(() => loadProgrammes(folder)).toThrow(/no-pack/);
  expect(checkProgrammes([join(folder, 'absent')]).faults.map(({ code }) => code)).toEqual(['no-pack']);
});

it('throws all faults together', () => {
  const folder = packsFolder({ 'sample.yaml': unknownAgency });
  expect(() => loadProgrammes(folder)).toThrow(FaultyProgramme);
  expect(() => loadProgrammes(folder)).toThrow(/sample\.yaml:\d+:\d+ .*\[unknown-agency\]/);
});
