/** A refusal: nothing happens. `code` is stable and documented, `detail` says which value was wrong. */
export interface Rejection {
  rejected: true;
  /** e.g. `not-the-lead`, `already-closed`, `return-too-late`. */
  code: string;
  /** The field of the command that is at fault, where there is one. */
  field?: string;
  detail: string;
  /** The same for people who read Chinese. */
  detailZh?: string;
}

export const reject = (code: string, detail: string, field?: string, detailZh?: string): Rejection => ({
  rejected: true,
  code,
  detail,
  ...(field === undefined ? {} : { field }),
  ...(detailZh === undefined ? {} : { detailZh }),
});

export const isRejection = (outcome: readonly unknown[] | Rejection): outcome is Rejection => !Array.isArray(outcome);

/** `decide` and `evolve` are pure: time, ids, calendar and rules come in with the command. */
export interface Decider<State, Command, Event> {
  initial: State;
  evolve(state: State, event: Event): State;
  decide(command: Command, state: State): readonly Event[] | Rejection;
}

/** For the default of a switch that knows every case: the compiler refuses it where one is missing. */
export function unknownCase(value: never): never {
  throw new Error(`unknown case: ${JSON.stringify(value)}`);
}
