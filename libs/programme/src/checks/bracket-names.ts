import type { ValidParts } from '../loading/valid-parts';

/** A name that a bracket may print, and whom it stands for. */
export interface Name {
  name: string;
  list: 'agencies' | 'groups';
  /** Slug of an agency, id of a group. */
  slug: string;
}

/** The names of agencies and groups. The office has no case files: where it is printed, the agency that houses it is meant. */
export const bracketNames = ({ agencies, groups, office }: ValidParts): Name[] => [
  ...agencies.flatMap(({ value: { slug, name, printed = [], aliases = [] } }) =>
    [name.zh, ...printed, ...aliases].map((one): Name => ({ name: one, list: 'agencies', slug })),
  ),
  ...groups.flatMap(({ value: { id, printed } }) => printed.map((name): Name => ({ name, list: 'groups', slug: id }))),
  ...(office === undefined
    ? []
    : [office.name.zh, ...(office.aliases ?? [])].map((name): Name => ({ name, list: 'agencies', slug: office.host }))),
];

/** The name that stands here, the longest: 区发展改革局粮食科 is not 区发展改革局. */
export const nameAt = (bracket: string, at: number, names: readonly Name[]): Name | undefined =>
  names
    .filter(({ name }) => bracket.startsWith(name, at))
    .reduce<Name | undefined>(
      (longest, one) => (longest === undefined || one.name.length > longest.name.length ? one : longest),
      undefined,
    );
