import type { Name } from './bracket-names';
import type { Bracket, Part, Print } from './read-bracket';

export const AGENCY_LISTS = ['leads', 'cooperating', 'responsible'] as const;
export const LISTS = [...AGENCY_LISTS, 'groups'] as const;
export type List = (typeof LISTS)[number];

/** A name that the bracket has printed before. */
export interface Again {
  printed: string;
  /** 1-based, among all names of its part. */
  position: number;
  sameAs: string;
}

export interface BracketLists {
  /** Each agency once, in printed order: with the leads if it leads. Each group once. */
  lists: Record<List, readonly Name[]>;
  again: readonly Again[];
}

/** What a pack should list of a bracket. */
export const listsOf = ({ prints }: Bracket): BracketLists => {
  const lists: Record<List, Name[]> = { leads: [], cooperating: [], responsible: [], groups: [] };
  const again: Again[] = [];
  const seen = new Set<string>();
  const partOf = (part: Part): Print[] => prints.filter((one) => one.part === part);
  for (const part of AGENCY_LISTS) {
    partOf(part).forEach((one, index) => {
      const key = `${one.list}:${one.slug}`;
      if (seen.has(key)) again.push({ printed: one.name, position: index + 1, sameAs: one.slug });
      else lists[one.list === 'groups' ? 'groups' : part].push(one);
      seen.add(key);
    });
  }
  return { lists, again };
};
