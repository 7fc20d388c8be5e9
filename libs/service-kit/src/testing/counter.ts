import { reject, type Decider } from '@sanban/casework';

/** The smallest decider there is, for the kit's own specs: counts up to ten. */
export interface CounterState {
  exists: boolean;
  total: number;
}
export type CounterCommand = { type: 'Open' } | { type: 'Count'; by: number };
export type CounterEvent = { type: 'Opened'; data: { at: string } } | { type: 'Counted'; data: { by: number } };

export const counterDecider: Decider<CounterState, CounterCommand, CounterEvent> = {
  initial: { exists: false, total: 0 },
  evolve: (state, event) =>
    event.type === 'Opened' ? { ...state, exists: true } : { ...state, total: state.total + event.data.by },
  decide: (command, state) => {
    if (command.type === 'Open') return state.exists ? [] : [{ type: 'Opened', data: { at: 'now' } }];
    if (!state.exists) return reject('counter-not-found', 'no such counter');
    if (command.by < 1) return reject('count-too-small', 'by must be 1 or more', 'by');
    if (state.total + command.by > 10) return reject('counter-full', `it is at ${state.total} of 10`);
    return [{ type: 'Counted', data: { by: command.by } }];
  },
};
