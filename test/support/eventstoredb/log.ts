/** What the client proposes: bytes, since the server never looks into them. */
export interface Proposed {
  id: string;
  type: string;
  contentType: string;
  data: Uint8Array;
  metadata: Uint8Array;
}

/** An event as it lies in the transaction log. `commit` and `prepare` are the same for every write that gRPC makes. */
export interface Stored extends Proposed {
  stream: string;
  revision: number;
  position: bigint;
  /** Ticks of 100 ns since 1970, as the server sends them. */
  created: bigint;
}

interface StreamState {
  events: Stored[];
  /** Revision of the first event that is still shown; larger than the last one after a soft delete. */
  shownFrom: number;
  tombstoned: boolean;
}

/** Every record takes this many positions beside its bytes, so that positions have gaps as a real log's have. */
const RECORD = 97;

/** The transaction log: one order for all streams. It survives the server that serves it. */
export class Log {
  readonly all: Stored[] = [];
  /** One behind the last record. */
  end = 0n;
  private readonly streams = new Map<string, StreamState>();
  private readonly listeners = new Set<() => void>();

  constructor() {
    // What every new server has written before anybody calls it; `$$$scavenges` comes first.
    for (const stream of ['$$$scavenges', '$$$settings', '$$$stats-127.0.0.1:2113']) {
      this.write(stream, [system('$metadata', { $tb: 0 })]);
    }
  }

  /** Revision of the last event, also behind a soft delete; null where there never was one. */
  last(stream: string): number | null {
    const events = this.streams.get(stream)?.events;
    return events === undefined || events.length === 0 ? null : events.length - 1;
  }

  isTombstoned = (stream: string): boolean => this.streams.get(stream)?.tombstoned ?? false;

  isSoftDeleted(stream: string): boolean {
    const state = this.streams.get(stream);
    return state !== undefined && state.events.length > 0 && state.shownFrom >= state.events.length;
  }

  /** All events of the stream that can be read; undefined where it does not exist (any more). */
  read(stream: string): readonly Stored[] | undefined {
    const state = this.streams.get(stream);
    if (state === undefined || state.events.length === 0 || this.isSoftDeleted(stream)) return undefined;
    return state.events.slice(state.shownFrom);
  }

  at(stream: string, revision: number): Stored | undefined {
    return this.streams.get(stream)?.events[revision];
  }

  /** Writes without asking. @returns position of the last record */
  write(stream: string, events: readonly Proposed[]): bigint {
    const state = this.streams.get(stream) ?? { events: [], shownFrom: 0, tombstoned: false };
    this.streams.set(stream, state);
    let position = this.end;
    for (const event of events) {
      position = this.end;
      const created = BigInt(Date.now()) * 10_000n;
      const stored = { ...event, stream, revision: state.events.length, position, created };
      state.events.push(stored);
      this.all.push(stored);
      this.end += BigInt(RECORD + stream.length + event.data.length + event.metadata.length);
    }
    this.touch();
    return position;
  }

  /** Hides what is there; the numbering goes on. */
  softDelete(stream: string): void {
    const state = this.streams.get(stream);
    if (state !== undefined) state.shownFrom = state.events.length;
    this.write(`$$${stream}`, [system('$metadata', { $tb: Number.MAX_SAFE_INTEGER })]);
  }

  tombstone(stream: string): void {
    this.write(stream, [system('$streamDeleted', {})]);
    const state = this.streams.get(stream);
    if (state !== undefined) state.tombstoned = true;
  }

  /** Index in {@link all} of the first record at or after `position`. */
  indexOf(position: bigint): number {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.all[middle]?.position ?? 0n) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Wakes who waits for something, though nothing was written. */
  touch(): void {
    for (const wake of [...this.listeners]) wake();
  }

  /** Calls `wake` after every write. @returns how to stop it */
  onWrite(wake: () => void): () => void {
    this.listeners.add(wake);
    return () => this.listeners.delete(wake);
  }
}

/** An event as the server itself writes it. */
export function system(type: string, data: Record<string, unknown>): Proposed {
  return {
    id: crypto.randomUUID(),
    type,
    contentType: 'application/json',
    data: Buffer.from(JSON.stringify(data)),
    metadata: new Uint8Array(),
  };
}
