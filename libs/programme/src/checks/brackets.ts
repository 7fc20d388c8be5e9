import type { Finding } from '../faults/from-issue';
import type { ValidParts } from '../loading/valid-parts';
import { repeated } from './finder';
import { holders, type Holder } from './holders';

const LISTS = ['leads', 'cooperating', 'responsible', 'groups'] as const;

interface Name {
  name: string;
  /** Agencies and groups have names of their own: `group:` and an id, or a slug. */
  id: string;
}

const listId = (list: (typeof LISTS)[number], id: string): string => (list === 'groups' ? `group:${id}` : id);

const namesOf = ({ agencies, groups }: ValidParts): Name[] => [
  ...agencies.flatMap(({ value: { slug, name, printed = [], aliases = [] } }) =>
    [name.zh, ...printed, ...aliases].map((one) => ({ name: one, id: slug })),
  ),
  ...groups.flatMap(({ value: { id, printed } }) => printed.map((name) => ({ name, id: listId('groups', id) }))),
];

/** The names that stand in a bracket, the longest at each place: 区发展改革局粮食科 is not 区发展改革局. */
const printedIn = (bracket: string, names: readonly Name[]): Name[] => {
  const found: Name[] = [];
  for (let at = 0; at < bracket.length;) {
    const [longest] = names
      .filter(({ name }) => bracket.startsWith(name, at))
      .sort((a, b) => b.name.length - a.name.length);
    if (longest !== undefined) found.push(longest);
    at += longest?.name.length ?? 1;
  }
  return found;
};

/** What stands before 牵头 leads; where nobody does, all are responsible. */
const readBracket = (bracket: string, names: readonly Name[]): { leads: Name[]; others: Name[] } => {
  const end = bracket.indexOf('牵头');
  return end < 0
    ? { leads: [], others: printedIn(bracket, names) }
    : { leads: printedIn(bracket.slice(0, end), names), others: printedIn(bracket.slice(end), names) };
};

const compared = (holder: Holder, names: readonly Name[]): Finding[] => {
  const { of, path } = holder;
  const { printed } = of;
  if (printed === null) return [];
  const { leads, others } = readBracket(printed, names);
  const known = new Set(names.map(({ id }) => id));
  const listed = LISTS.flatMap((list) =>
    of[list].map((slug, index) => ({ list, slug, id: listId(list, slug), path: [...path, list, index] })),
  );
  const notPrinted = listed.flatMap(({ list, slug, id, path: at }): Finding[] => {
    const there = list === 'leads' ? leads : others;
    if (!known.has(id) || there.some((name) => name.id === id)) return [];
    const zh = `“${slug}”不在原文责任括号“${printed}”的${list === 'leads' ? '“牵头”之前' : '非牵头部分'}，不应列入 ${list}。`;
    const place = list === 'leads' ? 'before 牵头' : 'among those that do not lead';
    const en = `"${slug}" is not printed ${place} in the bracket "${printed}": it does not belong to ${list}.`;
    return [{ path: at, code: 'not-printed', zh, en }];
  });
  // A misspelt agency is one that is printed: to report that one as left out would be the same fault again.
  const misspelt = listed.some(({ id }) => !known.has(id));
  const notListed = [...leads, ...others].flatMap(({ id, name }): Finding[] => {
    if (misspelt || listed.some((one) => one.id === id)) return [];
    const zh = `原文责任括号中印有“${name}”，但没有列入 ${LISTS.join('、')} 中的任何一项。`;
    const en = `The bracket prints "${name}", but none of ${LISTS.join(', ')} lists it.`;
    return [{ path: [...path, 'printed'], code: 'not-listed', zh, en }];
  });
  return [...notPrinted, ...notListed, ...duplicates(holder, [leads, others])];
};

/** Who is printed again in one part of the bracket stands in `duplicates`, and nobody else. */
const duplicates = ({ of, path }: Holder, parts: readonly Name[][]): Finding[] => {
  const again = parts.flatMap((part) =>
    part.filter(({ id }, at) => part.slice(0, at).some((before) => before.id === id)),
  );
  const noted = of.duplicates ?? [];
  const unnoted = again.flatMap(({ id, name }): Finding[] => {
    if (noted.some(({ sameAs }) => sameAs === id)) return [];
    const zh = `原文责任括号中“${name}”重复印出，请在 duplicates 中注明。`;
    const en = `The bracket prints "${name}" again: note it under duplicates.`;
    return [{ path: [...path, 'printed'], code: 'not-listed', zh, en }];
  });
  const unprinted = noted.flatMap(({ sameAs }, index): Finding[] => {
    if (again.some(({ id }) => id === sameAs)) return [];
    const zh = `原文责任括号没有重复印出“${sameAs}”。`;
    const en = `The bracket does not print "${sameAs}" again.`;
    return [{ path: [...path, 'duplicates', index, 'sameAs'], code: 'not-printed', zh, en }];
  });
  return [...unnoted, ...unprinted];
};

/** Each list of a responsibility names what its bracket prints, and nobody twice. */
export const checkBrackets = (parts: ValidParts): Finding[] => {
  const names = namesOf(parts);
  return holders(parts).flatMap((holder) => {
    const { of, path } = holder;
    const agencies = (['leads', 'cooperating', 'responsible'] as const).flatMap((list) =>
      of[list].map((id, index) => ({ id, path: [...path, list, index] })),
    );
    return [...repeated(agencies, 'leads, cooperating, responsible'), ...compared(holder, names)];
  });
};
