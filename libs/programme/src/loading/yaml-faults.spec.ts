import { faultsOf } from '../testing/faults-of';
import { changed, lineOf, removePacks, SAMPLE } from '../testing/sample-pack';

afterEach(removePacks);

const cases: [what: string, text: string, at: string, says: string][] = [
  ['a key that is written twice', `${SAMPLE}id: again\n`, 'id: again', 'unique'],
  ['a bracket that is not closed', changed(SAMPLE, 'parent: null', 'parent: [null'), 'jurisdiction:', 'closing ]'],
  ['an alias', changed(SAMPLE, 'parent: null', 'parent: *id'), 'parent: *id', 'aliases (*)'],
  ['a tag', changed(SAMPLE, 'parent: null', 'parent: !none null'), 'parent: !none', 'tags (!)'],
  ['a tab', changed(SAMPLE, '  level: prefecture', '\tlevel: prefecture'), '\tlevel', 'use spaces'],
  [
    'keys of one level that begin differently',
    changed(SAMPLE, '  level: pref', ' level: pref'),
    ' level',
    'one column',
  ],
  ['two documents', `${SAMPLE}---\nnotes: []\n`, '---', 'one document'],
  ['a quotation mark too few', `${SAMPLE}notes: "x\n`, '', 'come in pairs'],
  ['a colon of Chinese print', changed(SAMPLE, 'parent: null', 'parent：null'), 'parent：', 'ASCII colon'],
  ['a colon within a value', changed(SAMPLE, 'parent: null', 'parent: a: b'), 'parent: a', 'Two "key: value"'],
  ['a key that is no text', changed(SAMPLE, 'parent: null', '? [parent]\n: null'), '[parent]', 'must be text'],
  ['a value that reads as a mapping', changed(SAMPLE, 'parent: null', 'parent: {{ x }}'), '{{ x', 'quotation marks'],
  ['a sign that begins no text', changed(SAMPLE, 'parent: null', 'parent: @x'), '@x', 'in quotation marks'],
];

it.each(cases)('says what to do about %s', (_, text, at, says) => {
  const warned = jest.spyOn(process, 'emitWarning');
  const [fault] = faultsOf(text);
  expect(fault).toMatchObject({ code: 'yaml-syntax' });
  expect(fault?.en).toContain(says);
  // No word of the parser's: its English helps no reader of the Chinese.
  expect(fault?.zh.replace(/YAML|Tab/g, '')).not.toMatch(/[A-Za-z]/);
  if (at !== '') expect(fault?.line).toBe(lineOf(text, at));
  expect(warned).not.toHaveBeenCalled();
});

it('says one thing of one line', () => {
  const nested = `${SAMPLE}notes: ${'['.repeat(3000)}\n`;
  expect(faultsOf(nested).map(({ line }) => line)).toEqual([lineOf(nested, 'notes')]);
});

it('takes a number or null for a key as it is written', () => {
  expect(faultsOf(`${SAMPLE}1: 1\nnull: 1\n`).map(({ code, path }) => [code, path])).toEqual([
    ['unknown-key', '1'],
    ['unknown-key', 'null'],
  ]);
});
