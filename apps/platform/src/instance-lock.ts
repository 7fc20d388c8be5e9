import { Client } from 'pg';

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

/**
 * One platform to a database: a lock that lasts as long as its connection, so it never outlives the process.
 * @throws AlreadyRunning
 */
export async function lockInstance(databaseUrl: string): Promise<InstanceLock> {
  const client = new Client({ connectionString: databaseUrl, application_name: `sanban ${process.pid}` });
  // The database may stop before we do; then there is nothing left to hold.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${KEY}) AS locked`);
  if (rows[0]?.locked !== true) {
    const who = await holder(client);
    await client.end();
    throw new AlreadyRunning(who);
  }
  return {
    announce: async (who) => {
      await client.query(`SELECT set_config('application_name', $1, false)`, [`sanban ${who}`]);
    },
    release: () => client.end(),
  };
}

/** The lock's holder has put its process and address into its connection's name. */
async function holder(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND (l.classid::bigint << 32) | l.objid::bigint = ${KEY}`,
  );
  return rows[0]?.name.replace(/^sanban /, '') ?? 'another process';
}
