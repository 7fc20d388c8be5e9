import type { Log, Proposed } from './log';

export type Expected = 'any' | 'no_stream' | 'stream_exists' | number;

export type AppendOutcome =
  | { kind: 'success'; revision: number; position: bigint }
  | { kind: 'wrong-expected-version'; expected: Expected; actual: number | null }
  | { kind: 'stream-deleted' }
  | { kind: 'too-large' };

/** 1 MiB, the server's default. */
export const MAX_APPEND_SIZE = 1_048_576;

/** Where the ids of recent events stand: what the server remembers for ANY, until it is restarted. */
export type RecentIds = Map<string, { stream: string; revision: number }>;

/** The server's own rules for expectations and repetitions, in its order. */
export function append(
  log: Log,
  recent: RecentIds,
  stream: string,
  expected: Expected,
  events: readonly Proposed[],
): AppendOutcome {
  if (size(events) > MAX_APPEND_SIZE) return { kind: 'too-large' };
  if (log.isTombstoned(stream)) return { kind: 'stream-deleted' };
  const last = log.last(stream);
  const exists = last !== null && !log.isSoftDeleted(stream);
  const refused: AppendOutcome = { kind: 'wrong-expected-version', expected, actual: last };

  if (expected === 'stream_exists' && !exists) return refused;
  if (expected === 'any' || expected === 'stream_exists') {
    const repeated = rememberedAs(recent, stream, events);
    return repeated === undefined ? write() : repetition(repeated);
  }
  const before = expected === 'no_stream' ? -1 : expected;
  if (before > (last ?? -1)) return refused;
  if (before < (last ?? -1)) {
    const [first] = events;
    if (first === undefined) return refused;
    if (events.every(({ id }, step) => log.at(stream, before + 1 + step)?.id === id)) {
      return repetition(before + events.length);
    }
    return expected === 'no_stream' && !exists && log.at(stream, 0)?.id !== first.id ? write() : refused;
  }
  return write();

  function write(): AppendOutcome {
    if (events.length === 0) return { kind: 'success', revision: last ?? -1, position: log.end };
    const position = log.write(stream, events);
    const revision = log.last(stream) ?? 0;
    events.forEach(({ id }, step) => recent.set(id, { stream, revision: revision - events.length + 1 + step }));
    return { kind: 'success', revision, position };
  }

  function repetition(revision: number): AppendOutcome {
    return { kind: 'success', revision, position: log.at(stream, revision)?.position ?? 0n };
  }
}

/** Revision of the last of these events when all of them are remembered for this stream. */
function rememberedAs(recent: RecentIds, stream: string, events: readonly Proposed[]): number | undefined {
  const found = events.map(({ id }) => recent.get(id));
  const last = found[found.length - 1];
  return last !== undefined && found.every((known) => known?.stream === stream) ? last.revision : undefined;
}

const size = (events: readonly Proposed[]): number =>
  events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
