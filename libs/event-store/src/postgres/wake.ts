import type { Client } from 'pg';
import { Connection, type ConnectionOptions } from './connection';
import { headOf } from './scan';

/** What is not heard of otherwise is found after this, in milliseconds. */
const POLL = 1_000;
/** Other processes are told no more often than this, in milliseconds: a NOTIFY takes a lock that the whole cluster shares. */
const NOTIFY_PAUSE = 2;

/** Who opens the log says so, and holds a shared lock for as long as it listens: the others can see that they are not alone. */
const HELLO = 'hello';
const ATTEND = `SELECT pg_advisory_lock_shared(hashtext('sanban event_log'), 'event_log'::regclass::oid::int)`;
const ATTENDING = `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND classid::int = hashtext('sanban event_log') AND objid = 'event_log'::regclass::oid`;

/**
 * Knows how far the log has got and wakes who waits for more: at once for what this process wrote, by LISTEN/NOTIFY for
 * what others wrote, by a slow poll for what neither told of (a writer killed between its commit and its NOTIFY).
 */
export class Wake {
  #head = 0;
  #told = 0;
  #telling = false;
  #alone = false;
  #channel = '';
  #closed = false;
  readonly #sleepers = new Set<() => void>();
  readonly #connection: Connection;
  readonly #poll: NodeJS.Timeout;

  constructor(options: ConnectionOptions) {
    // A NOTIFY need not survive a power cut, and must not hold its lock for as long as the disk takes.
    const setup = [...options.setup, 'SET synchronous_commit = off'];
    this.#connection = new Connection(
      { ...options, setup },
      (client) => this.#listen(client),
      () => void this.#ask(),
    );
    this.#poll = setInterval(() => void this.#ask(), POLL);
    this.#poll.unref();
  }

  get head(): number {
    return this.#head;
  }

  /** Whether this process is the only one that has the log open. Others show up at once, but are not seen to leave before the next poll. */
  get alone(): boolean {
    return this.#alone;
  }

  /** @throws StoreUnavailable */
  async open(): Promise<void> {
    await this.#look();
  }

  /** The log goes to this position at least. */
  heard(head: number): void {
    if (head <= this.#head) return;
    this.#head = head;
    for (const wake of [...this.#sleepers]) wake();
  }

  /** This process wrote up to `head`. */
  wrote(head: number): void {
    this.heard(head);
    if (!this.#telling && !this.#alone) void this.#tell();
  }

  /** Resolves when the log goes beyond `position`, or the signal aborts. */
  beyond(position: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        if (this.#head <= position && !signal.aborted && !this.#closed) return;
        this.#sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#sleepers.add(wake);
      signal.addEventListener('abort', wake);
      wake();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#poll);
    for (const wake of [...this.#sleepers]) wake();
    await this.#connection.close();
  }

  async #listen(client: Client): Promise<void> {
    // The table's number is the channel: logs of other schemas in the same database have their own.
    const { rows } = await client.query<{ oid: string }>("SELECT 'event_log'::regclass::oid AS oid");
    this.#channel = `event_log_${rows[0]?.oid ?? ''}`;
    client.on('notification', ({ payload }) => {
      if (payload === HELLO) this.#alone = false;
      else this.heard(Number(payload));
    });
    await client.query(`LISTEN ${this.#channel}`);
    await client.query(ATTEND);
    await client.query(`NOTIFY ${this.#channel}, '${HELLO}'`);
  }

  async #ask(): Promise<void> {
    if (this.#closed) return;
    // The next poll asks again; until then others may be there.
    await this.#look().catch(() => (this.#alone = false));
  }

  async #look(): Promise<void> {
    const [head, { rows }] = await this.#connection.use((client) =>
      Promise.all([headOf(client), client.query<{ count: string }>(ATTENDING)]),
    );
    this.heard(head);
    this.#alone = Number(rows[0]?.count) === 1;
  }

  async #tell(): Promise<void> {
    this.#telling = true;
    while (this.#told < this.#head && !this.#closed) {
      this.#told = this.#head;
      const values = [this.#channel, String(this.#told)];
      await this.#connection
        .use((client) => client.query({ name: 'event_log_notify', text: 'SELECT pg_notify($1, $2)', values }))
        .catch(() => undefined); // Their poll finds it.
      await new Promise((resolve) => setTimeout(resolve, NOTIFY_PAUSE));
    }
    this.#telling = false;
  }
}
