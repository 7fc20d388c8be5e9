import { START, type Position } from '../port';

/** As many digits as the largest position of a transaction log: as text they compare as they do as numbers. */
const DIGITS = 20;
/** No log is longer. Beyond it lies only what a server says for “nowhere”. */
const LAST = 2n ** 63n - 1n;

export const isInLog = (commit: bigint): boolean => commit >= 0n && commit <= LAST;

/** Commit position of an event. It is its prepare position too: gRPC makes no transactions of several writes. */
export const toPosition = (commit: bigint): Position => commit.toString().padStart(DIGITS, '0');

/** @returns undefined for {@link START}. @throws when it is no position of an EventStoreDB log, e.g. one of PostgreSQL's */
export function fromPosition(position: Position): { commit: bigint; prepare: bigint } | undefined {
  if (position === START) return undefined;
  if (!/^\d{20}$/.test(position) || !isInLog(BigInt(position))) {
    throw new RangeError(
      `“${position}” is not a position of an EventStoreDB log: was the log copied, but not its checkpoints?`,
    );
  }
  const commit = BigInt(position);
  return { commit, prepare: commit };
}
