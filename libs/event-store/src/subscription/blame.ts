import { isTransient, sqlState } from '../postgres/failures';

/** A table, column or right is missing, or the database is read-only: every event would fail, so none is to be parked. */
const SURROUNDINGS = /^(42P01|42703|42883|42501|25006|3F000)$/;

/** Whether the event is at fault, so that it would fail again; otherwise waiting helps, or somebody must mend the surroundings. */
export const isEventsFault = (error: unknown): boolean =>
  !isTransient(error) && !SURROUNDINGS.test(sqlState(error) ?? '');
