import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { Pool } from 'pg';
import { Heads, type Head } from './heads';
import { Listener } from './listener';
import { Publisher } from './publisher';
import { createBusTables } from './tables';
import { Topics } from './topics';

/** How long a statement may go unanswered before its connection counts as lost, ms: one that has gone silent would hold up all that wait. */
const SILENCE_MS = 30_000;

/** Where the bus lies: an address, or a pool, its connections in pipeline mode, that stays the caller's. */
export type BusDatabase = { connectionString: string } | { pool: Pool };

/** One process's side of the bus, shared by all services in it: publishers gather in one group, one connection listens. */
export class Broker {
  readonly id = randomUUID();
  readonly heads = new Heads();
  readonly topics: Topics;
  readonly publisher: Publisher;
  readonly listener: Listener;
  private readonly groups = new EventEmitter().setMaxListeners(0);
  private announcing: Promise<void> | undefined;
  private announceAgain = false;

  private constructor(
    readonly pool: Pool,
    readonly schema: string,
    /** What consumers know this bus by. */
    readonly identity: string,
    private readonly ownsPool: boolean,
  ) {
    this.topics = new Topics(pool, schema);
    this.publisher = new Publisher(pool, schema, (heads) => {
      this.heads.moved(heads);
      this.announce();
    });
    this.listener = new Listener(pool, this.channel, this.id, {
      look: () => this.look(),
      group: (name) => this.groups.emit(name),
    });
  }

  static async open(database: BusDatabase, schema: string): Promise<Broker> {
    if (!/^[a-z_][a-z0-9_]{0,40}$/.test(schema))
      throw new Error(`bus schema ${JSON.stringify(schema)} is not a plain name`);
    const pool =
      'pool' in database
        ? database.pool
        : new Pool({
            connectionString: database.connectionString,
            max: 8,
            connectionTimeoutMillis: 10_000,
            query_timeout: SILENCE_MS,
            keepAlive: true,
            pipeline: true,
          });
    const ownsPool = !('pool' in database);
    if (ownsPool) {
      // An idle connection that breaks is replaced by the pool; one that is handed out tells with its next statement.
      pool.on('error', () => undefined);
      pool.on('connect', (client) => {
        client.on('error', () => undefined);
        // Whatever the server's default is: publishers that wait for each other go on from what the former has written.
        client.query(`SET default_transaction_isolation = 'read committed'`).catch(() => undefined);
      });
    }
    try {
      await createBusTables(pool, schema);
      const { rows } = await pool.query<{ identity: string }>(
        `SELECT 'postgres ' || id AS identity FROM ${schema}.identity`,
      );
      if (rows[0] === undefined) throw new Error(`${schema}.identity has no row: it has been deleted`);
      return new Broker(pool, schema, rows[0].identity, ownsPool);
    } catch (error) {
      if (ownsPool) await pool.end();
      throw error;
    }
  }

  /** Reads how far every partition has been written: one statement for all of them. */
  async look(): Promise<void> {
    const rows = await this.pool.query<{ topic_id: number; partition: number; next_offset: string }>({
      name: 'bus-heads',
      text: `SELECT topic_id, partition, next_offset FROM ${this.schema}.partitions`,
    });
    this.heads.moved(
      rows.rows.map((row): Head => ({
        topicId: row.topic_id,
        partition: row.partition,
        next: Number(row.next_offset),
      })),
    );
  }

  /** Calls `changed` when the group's membership changes, here or elsewhere. @returns how to stop that. */
  watchGroup(group: string, changed: () => void): () => void {
    this.groups.on(group, changed);
    return () => this.groups.off(group, changed);
  }

  /** Tells the group's members to look at their shares again. A lost notice costs them one heartbeat. */
  async groupChanged(group: string): Promise<void> {
    this.groups.emit(group);
    await this.notify(`${this.id} ${group}`);
  }

  async close(): Promise<void> {
    await this.publisher.idle();
    await this.announcing;
    await this.listener.stop();
    if (this.ownsPool) await this.pool.end();
  }

  private get channel(): string {
    return `${this.schema}_news`;
  }

  /**
   * Wakes other processes. Outside of the publisher's transaction, since NOTIFY serialises commits over the whole server;
   * at most one under way, however much is published.
   */
  private announce(): void {
    this.announceAgain = true;
    this.announcing ??= (async () => {
      while (this.announceAgain) {
        this.announceAgain = false;
        await this.notify(this.id);
      }
      this.announcing = undefined;
    })();
  }

  private async notify(payload: string): Promise<void> {
    // Lost notices are made good by the others' poll.
    await this.pool.query('SELECT pg_notify($1, $2)', [this.channel, payload]).catch(() => undefined);
  }
}
