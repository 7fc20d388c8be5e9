import { resolve as absolute } from 'node:path';
import { type Fault, FaultyProgramme, inOrder } from '../faults/fault';
import type { Finding } from '../faults/from-issue';
import { PACKS_DIRECTORY } from '../packs-directory';
import { buildProgramme } from '../programme/build';
import type { LoadedProgramme } from '../programme/loaded-programme';
import { rulesOf } from '../programme/rules';
import { lineage, ruleChain } from './lineage';
import { packsAt, packsIn } from './pack-files';
import { readPack, type ReadPack } from './read-pack';

export interface CheckedProgrammes {
  /** Those without fault, in the order of their ids. */
  programmes: LoadedProgramme[];
  faults: Fault[];
}

/** Checks the packs in these folders or files against the schema, themselves and each other. Throws nothing. */
export const checkProgrammes = (paths: readonly string[]): CheckedProgrammes => check(paths.map(readPack));

/** @param read where two claim the same, it is the later one's fault */
const check = (read: readonly ReadPack[]): CheckedProgrammes => {
  const faults = read.flatMap((pack) => pack.faults);
  const byId = new Map<string, ReadPack>();
  const byRegion = new Map<string, ReadPack>();
  for (const one of read) {
    const sameId = one.id === null ? undefined : byId.get(one.id);
    const sameRegion = one.region === null ? undefined : byRegion.get(one.region);
    if (sameId !== undefined) faults.push(one.fault(takenId(sameId)));
    else if (sameRegion !== undefined) faults.push(one.fault(takenRegion(sameRegion)));
    if (one.id !== null && sameId === undefined) byId.set(one.id, one);
    if (one.region !== null && sameRegion === undefined) byRegion.set(one.region, one);
  }
  const programmes = [...byId.values()].flatMap((one) => {
    const built = resolve(one, byId);
    faults.push(...built.faults);
    return built.programme === null ? [] : [built.programme];
  });
  return { programmes: programmes.sort((a, b) => (a.id < b.id ? -1 : 1)), faults: inOrder(faults) };
};

const takenId = ({ id, path }: ReadPack): Finding => ({
  path: ['id'],
  code: 'duplicate-id',
  zh: `方案标识“${id}”已用于 ${path}，请改用另一个。`,
  en: `The programme id "${id}" is taken by ${path}: use another.`,
});

/** Requests of a region are handled by its one programme: with two, the order of their ids would decide by whose rules. */
const takenRegion = ({ id, region, path }: ReadPack): Finding => ({
  path: ['jurisdiction', 'region'],
  code: 'duplicate-region',
  zh: `地区 ${region} 已有方案 ${id ?? ''}（${path}），一个地区只能有一个方案。请改正 region；若本方案取代它，请移走旧方案，或沿用它的标识。`,
  en: `Region ${region} has the programme ${id ?? ''} (${path}) already, and one programme governs a region. Correct the region; if this one takes its place, remove the other or keep its id.`,
});

const resolve = (
  one: ReadPack,
  byId: ReadonlyMap<string, ReadPack>,
): { programme: LoadedProgramme | null; faults: Fault[] } => {
  const { ancestors, findings } = lineage(one, byId);
  const faults = findings.map((finding) => one.fault(finding));
  const chain = ruleChain([one, ...ancestors]);
  const rules = chain === undefined ? undefined : rulesOf(chain);
  const packs = ancestors.flatMap(({ pack }) => pack ?? []);
  const whole = faults.length === 0 && packs.length === ancestors.length;
  return one.pack === null || chain === undefined || rules === undefined || !whole
    ? { programme: null, faults }
    : { programme: buildProgramme(one.pack, packs, chain, rules), faults };
};

let ours: readonly LoadedProgramme[] | undefined;

/**
 * All programmes whose packs lie in this folder, in the order of their ids. Without a folder: the packs of this package,
 * read once in a process. Throws `FaultyProgramme`.
 */
export const loadProgrammes = (directory?: string): LoadedProgramme[] =>
  directory === undefined ? [...(ours ??= loadFrom(PACKS_DIRECTORY))] : loadFrom(directory);

const loadFrom = (directory: string): LoadedProgramme[] => {
  const { programmes, faults } = checkProgrammes(packsIn(directory));
  if (faults.length > 0) throw new FaultyProgramme(faults);
  return programmes;
};

/**
 * Checks the packs at these paths together: packs, or folders of packs. Their parents are looked for among themselves and
 * among the packs of this package. A pack with the id of one of those takes its place. Throws nothing.
 */
export const checkNamed = (paths: readonly string[]): CheckedProgrammes => {
  const once = new Map(paths.flatMap(packsAt).map((path) => [absolute(path), path]));
  const named = [...once.values()].map(readPack);
  const ids = new Set(named.map(({ id }) => id));
  const others = packsIn(PACKS_DIRECTORY)
    .map(readPack)
    .filter(({ id }) => !ids.has(id));
  const { programmes, faults } = check([...others, ...named]);
  return { programmes: programmes.filter(({ id }) => ids.has(id)), faults };
};
