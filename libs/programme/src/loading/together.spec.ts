import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKS_DIRECTORY } from '../packs-directory';
import { changed, lineOf, packsFolder, removePacks, SAMPLE } from '../testing/sample-pack';
import { checkNamed, checkProgrammes, loadProgrammes } from './load';

afterEach(removePacks);

const ALIKE = changed(SAMPLE, 'id: sample-2030', 'id: sample-2031');
const COUNTY = changed(
  changed(changed(SAMPLE, 'id: sample-2030', 'id: county-2030'), 'parent: null', 'parent: sample-2030'),
  "region: '990100'",
  "region: '990101'",
);

it('lets one programme govern a region', () => {
  const folder = packsFolder({ 'a.yaml': SAMPLE, 'b.yaml': ALIKE });
  const { faults } = checkProgrammes([join(folder, 'a.yaml'), join(folder, 'b.yaml')]);
  expect(faults.map(({ code, file, line, path }) => [code, file, line, path])).toEqual([
    ['duplicate-region', join(folder, 'b.yaml'), lineOf(ALIKE, "region: '990100'"), 'jurisdiction.region'],
  ]);
  expect(faults[0]?.en).toContain(join(folder, 'a.yaml'));
  expect(() => loadProgrammes(folder)).toThrow(/duplicate-region/);
});

it('blames a named pack for the region of one of ours, and lets it take the place of that one', () => {
  const ours = changed(ALIKE, "region: '990100'", "region: '530902'");
  const other = join(packsFolder({ 'a.yaml': ours }), 'a.yaml');
  expect(checkNamed([other]).faults.map(({ code, file }) => [code, file])).toEqual([['duplicate-region', other]]);
  const instead = packsFolder({ 'a.yaml': changed(ours, 'id: sample-2031', 'id: linxiang-2022') });
  expect(checkNamed([instead])).toMatchObject({ faults: [], programmes: [{ id: 'linxiang-2022', parent: null }] });
});

it('checks the packs that are named together', () => {
  const folder = packsFolder({ 'city.yaml': SAMPLE, 'county.yaml': COUNTY, 'again.yaml': SAMPLE });
  const [city, county, again] = ['city.yaml', 'county.yaml', 'again.yaml'].map((name) => join(folder, name));
  const { programmes, faults } = checkNamed([county!, city!]);
  expect(faults).toEqual([]);
  expect(programmes.map(({ id }) => id)).toEqual(['county-2030', 'sample-2030']);
  expect(checkNamed([city!, again!]).faults.map(({ code, file }) => [code, file])).toEqual([['duplicate-id', again]]);
  expect(checkNamed([city!, join(folder, '.', 'city.yaml'), city!]).faults).toEqual([]);
});

it('takes a folder that has only folders for a folder of packs', () => {
  const ours = checkNamed([PACKS_DIRECTORY]);
  expect(ours.faults).toEqual([]);
  expect(ours.programmes).toHaveLength(loadProgrammes().length);
  const folder = packsFolder({ 'README.md': 'Packs.' });
  for (const [name, text] of [
    ['city', SAMPLE],
    ['county', changed(COUNTY, 'level: prefecture', 'level: district')],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'pack.yaml'), text);
  }
  const { programmes, faults } = checkNamed([folder]);
  expect(programmes.map(({ id }) => id)).toEqual(['sample-2030']);
  expect(faults.map(({ code, file }) => [code, file])).toEqual([['wrong-value', join(folder, 'county', 'pack.yaml')]]);
});
