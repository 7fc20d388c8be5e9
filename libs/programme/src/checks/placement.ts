import type { Finding } from '../faults/from-issue';
import type { Item, ValidParts } from '../loading/valid-parts';

interface Placed {
  id: string;
  clause: string;
}

const misplaced = (
  part: 'measures' | 'provisions',
  promises: readonly Item<Placed>[],
  holders: readonly Item<Placed>[],
  clauses: ValidParts['clauses'],
): Finding[] =>
  promises.flatMap(({ index, value: { id, clause } }) => {
    const holder = holders.find(({ value }) => value.id === id.split('/')[0])?.value;
    const way = clauses.get(clause);
    if (holder === undefined || way === undefined || !clauses.has(holder.clause)) return [];
    if (way.includes(holder.clause)) return [];
    const zh = `“${id}”属于条款“${holder.clause}”，此处却写作“${clause}”。请改正条款，或换一个标识。`;
    const en = `"${id}" belongs to clause "${holder.clause}", but "${clause}" is written here. Correct the clause, or the id.`;
    return [{ path: [part, index, 'clause'], code: 'wrong-clause', zh, en }];
  });

/** A measure stands in the clause of its action or in one below it; a provision in that of its mechanism. */
export const checkPlacement = ({ measures, actions, provisions, mechanisms, clauses }: ValidParts): Finding[] => [
  ...misplaced('measures', measures, actions, clauses),
  ...misplaced('provisions', provisions, mechanisms, clauses),
];
