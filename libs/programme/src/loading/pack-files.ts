import { join } from 'node:path';
import type { Fault } from '../faults/fault';
import { entriesOf, statusOf } from './read';

const isYaml = (name: string): boolean => /\.ya?ml$/.test(name);

/** Names with a dot before them are none of the pack: `.git`, or the link `.#rules.yaml` while Emacs has the file open. */
const shown = (folder: string): { name: string; path: string; isFolder: boolean }[] | Fault => {
  const read = entriesOf(folder);
  if ('fault' in read) return read.fault;
  return read.value
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => ({ name: entry.name, path: join(folder, entry.name), isFolder: entry.isDirectory() }));
};

/** The YAML files of a pack in the order of their names, and folders that cannot be looked into. */
export const filesOf = (path: string): (string | Fault)[] => {
  const status = statusOf(path);
  if ('fault' in status) return [status.fault];
  if (status.value === undefined) return [];
  return status.value.isDirectory() ? filesIn(path) : [path];
};

const filesIn = (folder: string): (string | Fault)[] => {
  const entries = shown(folder);
  if (!Array.isArray(entries)) return [entries];
  return entries.flatMap(({ name, path, isFolder }) => (isFolder ? filesIn(path) : isYaml(name) ? [path] : []));
};

/** The packs in a folder of packs: its folders and YAML files. Without any it is taken for a pack, which then says what is missing. */
export const packsIn = (folder: string): string[] => {
  const entries = shown(folder);
  const found = Array.isArray(entries) ? entries.filter(({ name, isFolder }) => isFolder || isYaml(name)) : [];
  return found.length === 0 ? [folder] : found.map(({ path }) => path);
};

/** The packs that somebody means by this path: itself, or where it has folders and no YAML file of its own, each of them. */
export const packsAt = (path: string): string[] => {
  const status = statusOf(path);
  if ('fault' in status || status.value?.isDirectory() !== true) return [path];
  const entries = shown(path);
  const isPack = !Array.isArray(entries) || entries.some(({ name, isFolder }) => !isFolder && isYaml(name));
  return isPack ? [path] : packsIn(path);
};
