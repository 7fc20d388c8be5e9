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

const within = (ids: readonly string[], at: FaultPath, key: string): { id: string; path: FaultPath }[] =>
  ids.map((id, index) => ({ id, path: [...at, index, key] }));

/** Every id may stand for one thing only, within its list; a day may be supplied once. */
export const checkIds = (parts: ValidParts): Finding[] => {
  const agencies = parts.agencies.map(({ index, value }) => ({ id: value.slug, path: ['agencies', index, 'slug'] }));
  const office = parts.office === undefined ? [] : [{ id: parts.office.slug, path: ['office', 'slug'] }];
  const days = (parts.supplied?.days ?? []).map(({ date }, index) => ({
    id: date,
    path: ['calendar', 'days', index, 'date'],
  }));
  return [
    // One namespace: a duty's `by` is an agency or a group.
    ...repeated([...agencies, ...office, ...byId('groups', parts.groups)], 'agencies and groups'),
    ...repeated([...byId('actions', parts.actions), ...byId('mechanisms', parts.mechanisms)], 'actions'),
    ...repeated([...byId('measures', parts.measures), ...byId('provisions', parts.provisions)], 'measures'),
    ...parts.actions.flatMap(({ index, value: { planOwners } }) =>
      repeated(
        within(
          planOwners.map(({ agency }) => agency),
          ['actions', index, 'planOwners'],
          'agency',
        ),
        'planOwners',
      ),
    ),
    ...(['measures', 'provisions'] as const).flatMap((part) =>
      parts[part].flatMap(({ index, value: { facts = [] } }) =>
        repeated(
          within(
            facts.map(({ key }) => key),
            [part, index, 'facts'],
            'key',
          ),
          'facts',
        ),
      ),
    ),
    ...parts.ambiguities.flatMap(({ index, value: { readings } }) =>
      repeated(
        within(
          readings.map(({ id }) => id),
          ['ambiguities', index, 'readings'],
          'id',
        ),
        'readings',
      ),
    ),
    ...repeated(days, 'calendar.days'),
    ...repeated(byId('ambiguities', parts.ambiguities), 'ambiguities'),
    ...repeated(byId('notes', parts.notes), 'notes'),
    ...repeated(clausePaths(parts.document?.clauses ?? [], ['document', 'clauses']), 'clauses'),
  ];
};
