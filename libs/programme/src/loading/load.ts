import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, FaultyProgramme, inOrder } from '../faults/fault';
import { PACKS_DIRECTORY } from '../packs-directory';
import { buildProgramme } from '../programme/build';
import type { LoadedProgramme } from '../programme/loaded-programme';
import { rulesOf } from '../programme/rules';
import { lineage, ruleChain } from './lineage';
import { readPack, type ReadPack } from './read-pack';

export interface CheckedProgrammes {
  /** Those without fault, in the order of their ids. */
  programmes: LoadedProgramme[];
  faults: Fault[];
}

const packPaths = (directory: string): string[] =>
  statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true
    ? readdirSync(directory, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() || /\.ya?ml$/.test(entry.name))
        .map((entry) => join(directory, entry.name))
        .sort()
    : [];

/** Checks the packs in these folders or files against the schema, themselves and each other. Throws nothing. */
export const checkProgrammes = (paths: readonly string[]): CheckedProgrammes => check(paths.map(readPack));

const check = (read: readonly ReadPack[]): CheckedProgrammes => {
  const faults = read.flatMap((pack) => pack.faults);
  const byId = new Map<string, ReadPack>();
  for (const one of read) {
    if (one.id === null) continue;
    const other = byId.get(one.id);
    if (other === undefined) byId.set(one.id, one);
    else {
      const zh = `方案标识“${one.id}”已用于 ${other.path}，请改用另一个。`;
      const en = `The programme id "${one.id}" is taken by ${other.path}: use another.`;
      faults.push(one.fault({ path: ['id'], code: 'duplicate-id', zh, en }));
    }
  }
  const programmes = [...byId.values()].flatMap((one) => {
    const built = resolve(one, byId);
    faults.push(...built.faults);
    return built.programme === null ? [] : [built.programme];
  });
  return { programmes: programmes.sort((a, b) => (a.id < b.id ? -1 : 1)), faults: inOrder(faults) };
};

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
  const paths = packPaths(directory);
  // An empty or missing folder is read as one pack, which then says what is missing.
  const { programmes, faults } = checkProgrammes(paths.length === 0 ? [directory] : paths);
  if (faults.length > 0) throw new FaultyProgramme(faults);
  return programmes;
};

/**
 * Checks one pack (folder or file), whose parents are looked for beside it among the packs of this package. A pack with
 * the id of one of those takes its place.
 */
export const checkProgramme = (path: string): { programme: LoadedProgramme | null; faults: Fault[] } => {
  const own = readPack(path);
  const others = packPaths(PACKS_DIRECTORY)
    .map(readPack)
    .filter((other) => other.id !== own.id);
  const { programmes, faults } = check([own, ...others]);
  return { programme: programmes.find(({ id }) => id === own.id) ?? null, faults };
};

/** Loads one pack, see `checkProgramme`. Throws `FaultyProgramme`. */
export const loadProgramme = (path: string): LoadedProgramme => {
  const { programme, faults } = checkProgramme(path);
  if (programme === null || faults.length > 0) throw new FaultyProgramme(faults);
  return programme;
};
