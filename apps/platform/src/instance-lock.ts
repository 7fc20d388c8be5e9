import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { DatabaseUnavailable } from './database-unavailable';

/** Somebody runs on this data already. */
export class AlreadyRunning extends Error {
  constructor(
    /** Its process and address, as far as they are known. */
    readonly who: string,
  ) {
    super(`already running: ${who}`);
  }
}

export interface InstanceLock {
  /** Tells a later one who runs and where. */
  announce(who: string): Promise<void>;
  release(): Promise<void>;
}

const KEY = `hashtextextended('sanban.platform', 0)`;
/** How often it is tried again while the database is away, or another was quicker when it came back. */
const AGAIN_MS = 1_000;

/**
 * One platform to a database: a lock that lasts as long as its connection, so it never outlives the process. It is taken again
 * when the connection is lost, since the server may be started anew under a platform that goes on.
 * @throws AlreadyRunning, DatabaseUnavailable
 */
export async function lockInstance(databaseUrl: string): Promise<InstanceLock> {
  const released = new AbortController();
  const isReleased = () => released.signal.aborted;
  let name = String(process.pid);
  let held = await take(databaseUrl, name);
  const keep = async (): Promise<void> => {
    for (;;) {
      await held.lost;
      if (isReleased()) return;
      const again = await take(databaseUrl, name).catch(() => undefined);
      if (again !== undefined) held = again;
      else await delay(AGAIN_MS, undefined, released).catch(() => undefined);
      if (isReleased()) await held.client.end();
    }
  };
  const keeping = keep();
  return {
    announce: async (who) => {
      name = who;
      await held.client.query(`SELECT set_config('application_name', $1, false)`, [`sanban ${who}`]);
    },
    release: async () => {
      released.abort();
      await held.client.end();
      await keeping;
    },
  };
}

interface Held {
  client: Client;
  lost: Promise<void>;
}

/** @throws AlreadyRunning, DatabaseUnavailable */
async function take(connectionString: string, name: string): Promise<Held> {
  const client = new Client({ connectionString, application_name: `sanban ${name}`, connectionTimeoutMillis: 10_000 });
  // What follows from it follows from its end.
  client.on('error', () => undefined);
  const lost = new Promise<void>((resolve) => client.once('end', resolve));
  await client.connect().catch((error: unknown) => {
    throw new DatabaseUnavailable(error);
  });
  const { rows } = await client.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${KEY}) AS locked`);
  if (rows[0]?.locked === true) return { client, lost };
  const who = await holder(client);
  await client.end();
  throw new AlreadyRunning(who);
}

/** The lock's holder has put its process and address into its connection's name. */
async function holder(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (l.classid::bigint << 32) | l.objid::bigint = ${KEY}`,
  );
  return rows[0]?.name.replace(/^sanban /, '') ?? 'another process';
}
