import { faultsOf } from '../testing/faults-of';
import { changed, lineOf, removePacks, SAMPLE } from '../testing/sample-pack';

afterEach(removePacks);

const FINANCE = 'name: { zh: 市财政局, en: Finance Bureau }, ';
const OFFICE = 'name: { zh: 市纾困办, en: Relief Office }\n';
const READINGS = `ambiguities:
  - id: cap
    clause: 一1
    printed: 单户不超过300万元
    question: { zh: 含否？, en: Inclusive? }
    readings:
      - { id: inclusive, says: { zh: 含, en: 'Yes' } }
      - { id: inclusive, says: { zh: 不含, en: 'No' } }
    default: inclusive
`;

it.each([
  [
    'an alias that is the office’s name',
    changed(SAMPLE, FINANCE, `${FINANCE}aliases: [财政局, 市纾困办], `),
    'office.name.zh',
    'name: { zh: 市纾困办',
  ],
  [
    'an alias of the office that is an agency’s name',
    changed(SAMPLE, OFFICE, `${OFFICE}  aliases: [市纾困领导小组, 市财政局]\n`),
    'office.aliases[1]',
    'aliases:',
  ],
  [
    'an alias that is the slug of another agency',
    changed(SAMPLE, FINANCE, `${FINANCE}aliases: [pboc], `),
    'agencies[0].aliases[0]',
    'aliases:',
  ],
  [
    'an alias that is the id of another agency',
    changed(SAMPLE, FINANCE, `${FINANCE}aliases: [990100/pboc], `),
    'agencies[0].aliases[0]',
    'aliases:',
  ],
  [
    'two equal English names',
    changed(SAMPLE, 'en: Industry Bureau', 'en: Finance Bureau'),
    'agencies[1].name.en',
    'slug: industry',
  ],
  [
    'aliases that differ in their case and spaces alone',
    changed(
      changed(SAMPLE, FINANCE, `${FINANCE}aliases: [CZJ], `),
      'printed: [市工信局]',
      "printed: [市工信局, ' czj ']",
    ),
    'agencies[1].printed[1]',
    'slug: industry',
  ],
  [
    'a group that is printed like an agency',
    changed(SAMPLE, 'printed: [各县人民政府]', 'printed: [各县人民政府, 市工信局]'),
    'groups[0].printed[1]',
    'id: counties',
  ],
  [
    'two groups that are printed alike',
    changed(
      SAMPLE,
      '\nactions:',
      '\n  - { id: towns, name: { zh: 各县, en: Towns }, printed: [各县人民政府], members: [finance] }\nactions:',
    ),
    'groups[1].printed[0]',
    'id: towns',
  ],
  [
    'a group with the slug of an agency',
    changed(changed(SAMPLE, 'id: counties', 'id: finance'), 'groups: [counties]', 'groups: [finance]'),
    'groups[0].id',
    'id: finance',
  ],
  [
    'two figures of one measure with one key',
    changed(SAMPLE, 'key: term', 'key: cap'),
    'measures[0].facts[1].key',
    'kind: duration',
  ],
  [
    'two readings with one id',
    changed(SAMPLE, '\nrules:', `\n${READINGS}rules:`),
    'ambiguities[0].readings[1].id',
    'zh: 不含',
  ],
  [
    'an agency that owes a plan twice',
    changed(
      SAMPLE,
      '      - { agency: finance, clause: 一 }',
      '      - { agency: finance, clause: 一 }\n      - { agency: finance, clause: 二 }',
    ),
    'actions[0].planOwners[1].agency',
    '{ agency: finance, clause: 二 }',
  ],
])('refuses %s', (_, text, path, at) => {
  expect(faultsOf(text).map((fault) => [fault.code, fault.path, fault.line])).toEqual([
    ['duplicate-id', path, lineOf(text, at)],
  ]);
});

it('allows an agency the same name twice', () => {
  const text = changed(SAMPLE, FINANCE, `${FINANCE}printed: [市财政局], aliases: [finance bureau, 市财政局], `);
  expect(faultsOf(text)).toEqual([]);
});
