import { isRejection, type Decider } from '../decider';
import type { RejectionCode } from '../rejections';

interface Then<Event> {
  /** These and no other events. */
  then(...expected: readonly Event[]): void;
  /** Events of these types, in this order. */
  thenTypes(...expected: readonly string[]): void;
  /** The events, for a closer look. */
  events(): readonly Event[];
  /** Refused with this code, at this field. */
  thenRefused(code: RejectionCode, field?: string): void;
}

/** given(decider, …events).when(command).then(…events) */
export function given<State, Command, Event extends { type: string }>(
  decider: Decider<State, Command, Event>,
  history: readonly Event[],
): { state: State; when(command: Command): Then<Event> } {
  const state = stateAfter(decider, history);
  return {
    state,
    when(command) {
      const outcome = decider.decide(command, state);
      const events = (): readonly Event[] => {
        if (isRejection(outcome)) throw new Error(`refused: ${outcome.code}: ${outcome.detail}`);
        return outcome;
      };
      return {
        events,
        then: (...expected) => expect(events()).toEqual(expected),
        thenTypes: (...expected) => expect(events().map(({ type }) => type)).toEqual(expected),
        thenRefused: (code, field) =>
          expect(outcome).toMatchObject({ rejected: true, code, ...(field === undefined ? {} : { field }) }),
      };
    },
  };
}

export const stateAfter = <State, Command, Event>(
  decider: Decider<State, Command, Event>,
  history: readonly Event[],
): State => history.reduce((state, event) => decider.evolve(state, event), decider.initial);

/** The events of these commands, none of which may be refused. */
export function after<State, Command, Event>(
  decider: Decider<State, Command, Event>,
  ...commands: readonly Command[]
): readonly Event[] {
  return commands.reduce<readonly Event[]>((history, command) => {
    const outcome = decider.decide(command, stateAfter(decider, history));
    if (isRejection(outcome)) throw new Error(`refused: ${outcome.code}: ${outcome.detail}`);
    return [...history, ...outcome];
  }, []);
}

/** As the event store gives it back. */
export const asStored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
