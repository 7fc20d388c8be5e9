import { START, type Position } from '../port';

/** As many digits as the largest integer that JavaScript counts exactly. */
const DIGITS = 16;

/** Positions of the log count from 1; 0 stands for {@link START}. As text they compare as they do as numbers. */
export const toPosition = (position: number): Position =>
  position === 0 ? START : String(position).padStart(DIGITS, '0');

/** @throws when it is no position of a PostgreSQL log. */
export function fromPosition(position: Position): number {
  if (position === START) return 0;
  if (!/^\d{16}$/.test(position)) throw new RangeError(`“${position}” is not a position of this log`);
  return Number(position);
}
