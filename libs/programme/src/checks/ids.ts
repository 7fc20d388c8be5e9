import type { Finding } from '../faults/from-issue';
import type { FaultPath } from '../faults/fault';
import type { Item, ValidParts } from '../loading/valid-parts';
import type { Clause } from '../schema/document';
import { repeated } from './finder';

const byId = (part: string, items: readonly Item<{ id: string }>[]): { id: string; path: FaultPath }[] =>
  items.map(({ index, value }) => ({ id: value.id, path: [part, index, 'id'] }));

const clausePaths = (clauses: readonly Clause[], at: FaultPath): { id: string; path: FaultPath }[] =>
  clauses.flatMap((clause, index) => [
    { id: clause.id, path: [...at, index, 'id'] },
    ...clausePaths(clause.clauses ?? [], [...at, index, 'clauses']),
  ]);

/** Every id, and every name of an agency, may stand for one thing only; a day may be supplied once. */
export const checkIds = (parts: ValidParts): Finding[] => {
  const agencies = parts.agencies.map(({ index, value }) => ({ id: value.slug, path: ['agencies', index, 'slug'] }));
  const office = parts.office === undefined ? [] : [{ id: parts.office.slug, path: ['office', 'slug'] }];
  const names = parts.agencies.flatMap(({ index, value }) =>
    [...new Set([value.name.zh, ...(value.printed ?? []), ...(value.aliases ?? [])])].map((name) => ({
      id: name,
      path: ['agencies', index, 'name'],
    })),
  );
  const days = (parts.supplied?.days ?? []).map(({ date }, index) => ({
    id: date,
    path: ['calendar', 'days', index, 'date'],
  }));
  return [
    ...repeated([...agencies, ...office], 'agencies'),
    ...repeated(names, 'agency names'),
    ...repeated(byId('groups', parts.groups), 'groups'),
    ...repeated([...byId('actions', parts.actions), ...byId('mechanisms', parts.mechanisms)], 'actions'),
    ...repeated([...byId('measures', parts.measures), ...byId('provisions', parts.provisions)], 'measures'),
    ...repeated(days, 'calendar.days'),
    ...repeated(byId('ambiguities', parts.ambiguities), 'ambiguities'),
    ...repeated(byId('notes', parts.notes), 'notes'),
    ...repeated(clausePaths(parts.document?.clauses ?? [], ['document', 'clauses']), 'clauses'),
  ];
};
