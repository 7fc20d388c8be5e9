import type { FaultPath } from '../faults/fault';
import type { ValidParts } from '../loading/valid-parts';
import type { Responsibility } from '../schema/actions';

export interface Holder {
  of: Responsibility;
  path: FaultPath;
}

/** Whatever has a bracket of responsibilities. */
export const holders = ({ actions, mechanisms, measures }: ValidParts): Holder[] => [
  ...actions.map(({ index, value }) => ({ of: value.responsibility, path: ['actions', index, 'responsibility'] })),
  ...mechanisms.map(({ index, value }) => ({
    of: value.responsibility,
    path: ['mechanisms', index, 'responsibility'],
  })),
  ...measures.flatMap(({ index, value: { responsibility: of } }) =>
    of === undefined ? [] : [{ of, path: ['measures', index, 'responsibility'] }],
  ),
];
