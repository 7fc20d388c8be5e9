import { Client } from 'pg';
import { StoreUnavailable } from '../port';
import { isUnavailable } from './failures';

export interface ConnectionOptions {
  connectionString: string;
  /** Shown in `pg_stat_activity`. */
  name: string;
  /** Settings of the session, e.g. `SET search_path = finance, public`. */
  setup: readonly string[];
}

/** Everything as the server sent it: independent of what others set as pg's global parsers. */
const asText = { getTypeParser: () => (value: string | Buffer) => value };

/** How long a statement may go unanswered before the connection counts as lost, in milliseconds. */
const SILENCE = 30_000;

/** One connection in pipeline mode that connects when it is needed, and again after it was lost. */
export class Connection {
  #client: Promise<Client> | undefined;
  #closed = false;

  constructor(
    private readonly options: ConnectionOptions,
    private readonly connected: (client: Client) => Promise<void> = () => Promise.resolve(),
    private readonly lost: () => void = () => undefined,
  ) {}

  /** @throws StoreUnavailable when the server cannot be reached or the connection is lost meanwhile. */
  async use<T>(work: (client: Client) => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreUnavailable('the event store is closed');
    const client = (this.#client ??= this.#connect());
    try {
      return await work(await client);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      this.#forget(client);
      if (error instanceof StoreUnavailable) throw error;
      throw new StoreUnavailable('the database of the event store did not answer', { cause: error });
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = this.#client;
    this.#client = undefined;
    await client?.then((open) => open.end()).catch(() => undefined);
  }

  #connect(): Promise<Client> {
    const { connectionString, name, setup } = this.options;
    const client = new Client({
      connectionString,
      application_name: name,
      pipeline: true,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: SILENCE,
      types: asText,
    });
    let up = false;
    const connecting = (async () => {
      await client.connect();
      await client.query(setup.join(';'));
      await this.connected(client);
      up = true;
      return client;
    })();
    connecting.catch(() => {
      // Whatever the reason is: the next who needs it tries anew.
      this.#forget(connecting);
      client.end().catch(() => undefined);
    });
    const end = () => {
      // One that never came up is not lost: whoever wanted it is told, and tries again at his own pace.
      if (this.#forget(connecting) && up) this.lost();
    };
    client.on('error', end);
    client.on('end', end);
    return connecting;
  }

  #forget(client: Promise<Client>): boolean {
    if (this.#client !== client) return false;
    this.#client = undefined;
    client.then((open) => open.end()).catch(() => undefined);
    return true;
  }
}
