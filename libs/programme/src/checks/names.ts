import type { Finding } from '../faults/from-issue';
import type { FaultPath } from '../faults/fault';
import type { ValidParts } from '../loading/valid-parts';
import { nameKey } from '../programme/agency-names';
import { repeatedOf } from './finder';

interface Called {
  name: string;
  /** Whom it names. */
  whose: string;
  path: FaultPath;
}

const listed = (names: readonly string[] | undefined, whose: string, path: FaultPath): Called[] =>
  (names ?? []).map((name, index) => ({ name, whose, path: [...path, index] }));

/** Every name by which an agency or the office is looked up, then those by which a bracket prints groups. */
const calledIn = ({ agencies, office, groups, jurisdiction }: ValidParts): Called[] => {
  const holders = [
    ...agencies.map(({ index, value }) => ({ ...value, at: ['agencies', index] })),
    ...(office === undefined ? [] : [{ ...office, printed: undefined, at: ['office'] }]),
  ];
  // That a slug stands twice is said where ids are compared.
  const slugs = new Map(holders.map(({ slug, at }) => [slug, at]));
  const ids = [...slugs].flatMap(([slug, at]) =>
    [slug, ...(jurisdiction === undefined ? [] : [`${jurisdiction.region}/${slug}`])].map((name) => ({
      name,
      whose: slug,
      path: [...at, 'slug'],
    })),
  );
  const names = holders.flatMap(({ slug, name, printed, aliases, at }) => [
    { name: name.zh, whose: slug, path: [...at, 'name', 'zh'] },
    { name: name.en, whose: slug, path: [...at, 'name', 'en'] },
    ...listed(printed, slug, [...at, 'printed']),
    ...listed(aliases, slug, [...at, 'aliases']),
  ]);
  const printed = groups.flatMap(({ index, value }) =>
    listed(value.printed, `group ${value.id}`, ['groups', index, 'printed']),
  );
  return [...ids, ...names, ...printed];
};

/** A name, however it is written, means one agency, the office or one group: else a look-up or a bracket finds the wrong one. */
export const checkNames = (parts: ValidParts): Finding[] => {
  const first = new Map<string, string>();
  return calledIn(parts).flatMap(({ name, whose, path }) => {
    const key = nameKey(name);
    const other = first.get(key);
    if (other !== undefined && other !== whose) return [repeatedOf(name, 'names of agencies and groups', path)];
    first.set(key, whose);
    return [];
  });
};
