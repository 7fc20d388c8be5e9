import { faultsOf } from '../testing/faults-of';
import { changed, removePacks, SAMPLE } from '../testing/sample-pack';

afterEach(removePacks);

const PRINTED = '人行示范市中心支行牵头，市财政局配合';
const READING = 'reading: { zh: 理由, en: Why }';
const NOTE = 'note: { zh: 重复, en: Twice }';

const NAMES = changed(
  changed(
    changed(
      SAMPLE,
      'zh: 市纾困办, en: Relief Office }',
      'zh: 市纾困办, en: Relief Office }\n  aliases: [市纾困领导小组办公室]',
    ),
    'printed: [各县人民政府]',
    'printed: [各县人民政府, 各县〈市、区〉人民政府]',
  ),
  '\nagencies:',
  `
agencies:
  - { slug: culture, name: { zh: 市文化和旅游局, en: Culture Bureau }, service: agency }`,
);

/** The sample, its second measure with this bracket read like this. */
const read = (printed: string, lists: string, sample = NAMES): string =>
  changed(
    changed(sample, PRINTED, printed),
    `      leads: [pboc]
      lead: pboc
      cooperating: [finance]
      responsible: []
      groups: []
`,
    `      ${lists.split('; ').join('\n      ')}\n`,
  );
const codes = (text: string): string[] => faultsOf(text).map(({ code }) => code);
const led = (leads: string, cooperating = '', more = 'groups: []'): string =>
  `leads: [${leads}]; lead: ${leads.split(',')[0] ?? ''}; ${READING}; cooperating: [${cooperating}]; responsible: []; ${more}`;
const unled = (responsible: string, more = 'groups: []', cooperating = ''): string =>
  `leads: []; lead: null; ${READING}; cooperating: [${cooperating}]; responsible: [${responsible}]; ${more}`;

it.each([
  ['牵头单位：市财政局；责任单位：市工信局', led('finance', 'industry')],
  ['牵头单位：市财政局，市工信局配合', led('finance', 'industry')],
  ['主办单位：市财政局；协办单位：市工信局', led('finance', 'industry')],
  ['市财政局、市工信局牵头；市文化和旅游局按照职责分工负责', led('finance, industry', 'culture')],
  ['市财政局牵头负责', led('finance')],
  ['市财政局牵头，市工信局按职责分工落实', led('finance', 'industry')],
  ['市财政局牵头，市工信局配合，各县人民政府具体负责', led('finance', 'industry', 'groups: [counties]')],
  ['责任单位：市财政局、市工信局按职责分工负责', unled('finance, industry')],
  ['市财政局、市工信局、按职责分工负责', unled('finance, industry')],
  ['市财政局负责，各县人民政府抓落实', unled('finance', 'groups: [counties]')],
  ['市财政局和市工信局分别负责', unled('finance, industry')],
  ['市财政局负责，市工信局配合', unled('finance', 'groups: []', 'industry')],
  ['市财政局等按照职责分工负责，完成时限：2022年12月前', unled('finance', 'groups: []; others: 等')],
  [
    '市财政局等市级有关部门及市工信局按照职责分工负责，2022年12月底前',
    unled('finance, industry', 'groups: []; others: 等市级有关部门'),
  ],
  ['市财政局等部门和单位，各县人民政府按职责分工负责', unled('finance', 'groups: [counties]; others: 等部门和单位')],
  ['市纾困领导小组办公室、市财政局负责', unled('industry, finance')],
  [
    '责任单位：市财政局、各县〈市、区〉人民政府，以下措施均需各县〈市、区〉人民政府落实，不再列出',
    unled('finance', 'groups: [counties]'),
  ],
  [
    '市财政局牵头；市工信局、市文化和旅游局、市工信局、市工信局负责',
    led(
      'finance',
      'industry, culture',
      `groups: []; duplicates: [{ printed: 市工信局, position: 3, sameAs: industry, ${NOTE} }, { printed: 市工信局, position: 4, sameAs: industry, ${NOTE} }]`,
    ),
  ],
])('reads %s', (printed, lists) => {
  expect(faultsOf(read(printed, lists)).map(({ en }) => en)).toEqual([]);
});

it.each([
  [
    'an agency that nobody declares',
    '市财政局牵头；市水务局、市工信局负责',
    led('finance', 'industry'),
    ['unknown-agency'],
  ],
  [
    'an agency that nobody declares, with a declared one in it',
    '市财政局农业科负责',
    unled('finance'),
    ['unknown-agency'],
  ],
  [
    'responsible agencies beside a lead',
    '市财政局牵头；市工信局负责',
    `leads: [finance]; lead: finance; cooperating: []; responsible: [industry]; groups: []`,
    ['not-printed'],
  ],
  [
    'cooperating agencies without a lead',
    '市财政局、市工信局负责',
    unled('finance', 'groups: []', 'industry'),
    ['not-printed'],
  ],
  ['others that are not printed', '市财政局负责', unled('finance', 'groups: []; others: 等部门'), ['not-printed']],
  ['others that are left out', '市财政局等单位负责', unled('finance'), ['not-listed']],
  [
    'others that are printed otherwise',
    '市财政局等单位负责',
    unled('finance', 'groups: []; others: 等部门'),
    ['not-listed'],
  ],
  [
    'no lead although one is printed',
    '市财政局牵头',
    `leads: [finance]; lead: null; ${READING}; cooperating: []; responsible: []; groups: []`,
    ['lead-missing'],
  ],
  ['another order', '市财政局、市工信局负责', unled('industry, finance'), ['wrong-order']],
  [
    'a repeated print at another place',
    '市财政局、市工信局、市财政局负责',
    unled(
      'finance, industry',
      `groups: []; duplicates: [{ printed: 市财政局, position: 40, sameAs: finance, ${NOTE} }]`,
    ),
    ['not-listed', 'not-printed'],
  ],
  [
    'a repeated print by another name',
    '市工业和信息化局、市工信局负责',
    unled(
      'industry',
      `groups: []; duplicates: [{ printed: 市工业和信息化局, position: 2, sameAs: industry, ${NOTE} }]`,
    ),
    ['not-listed', 'not-printed'],
  ],
  [
    'a third print without its note',
    '市财政局、市财政局、市财政局负责',
    unled('finance', `groups: []; duplicates: [{ printed: 市财政局, position: 2, sameAs: finance, ${NOTE} }]`),
    ['not-listed'],
  ],
  [
    'a repeated print that is noted twice',
    '市财政局、市财政局负责',
    unled(
      'finance',
      `groups: []; duplicates: [{ printed: 市财政局, position: 2, sameAs: finance, ${NOTE} }, { printed: 市财政局, position: 2, sameAs: finance, ${NOTE} }]`,
    ),
    ['not-printed'],
  ],
])('refuses %s', (_, printed, lists, expected) => {
  expect(codes(read(printed, lists))).toEqual(expected);
});

it('notes a group that is printed again', () => {
  const text = read(
    '市财政局、各县人民政府负责，各县人民政府落实',
    unled(
      'finance',
      `groups: [counties]; duplicates: [{ printed: 各县人民政府, position: 3, sameAs: counties, ${NOTE} }]`,
    ),
  );
  expect(codes(text)).toEqual([]);
});

it('says which words of a bracket nobody declares, and nothing of it where an agency is faulty otherwise', () => {
  const text = read('市水务局、市财政局负责', unled('finance'));
  expect(faultsOf(text)[0]).toMatchObject({
    code: 'unknown-agency',
    zh: expect.stringContaining('“市水务局”') as string,
    en: expect.stringContaining('"市水务局"') as string,
  });
  expect(codes(changed(text, 'service: agency', 'service: agencies'))).toEqual(['wrong-service']);
});
