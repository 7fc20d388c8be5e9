import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { AccessDeniedError, DeadlineExceededError, type EventStoreDBClient } from '@eventstore/db-client';
import { StoreUnavailable } from '../port';
import type { Address, Credentials } from './address';
import { openClient } from './client';
import { disconnect } from './disconnect';
import { describe, isTransient, StoreAccessDenied } from './failures';

/** One attempt may take so long, in milliseconds: an election takes about 5 s, and the next attempt finds its winner. */
export const ATTEMPT = 5_000;
const FIRST_PAUSE = 25;
const LONGEST_PAUSE = 1_000;
/** After so many attempts without any answer the node is taken for frozen, and another is looked for. */
const SILENT_ATTEMPTS = 2;

type Work<T> = (client: EventStoreDBClient) => Promise<T>;

/**
 * One client object, made anew when it is stuck. Every call carries its credentials: without them all appends of the process
 * would share one stream of batches, whose failure rejects the appends of other stores too, and whose late answers throw where
 * nobody can catch them.
 */
export class Connection {
  #client: EventStoreDBClient;
  #silent = 0;
  readonly #closing = new AbortController();
  readonly #deadline = new AsyncLocalStorage<number>();
  readonly credentials: Credentials;

  constructor(
    readonly address: Address,
    credentials: Credentials | undefined,
    /** How long a call is repeated before it is given up, in milliseconds. */
    private readonly patience: number,
  ) {
    // An insecure server takes no notice of them; they only choose the path.
    this.credentials = credentials ?? { username: 'nobody', password: '' };
    this.#client = openClient(address.connectionString);
    // Every repeated call and every subscription waits on it.
    setMaxListeners(0, this.#closing.signal);
  }

  get client(): EventStoreDBClient {
    return this.#client;
  }

  /** Aborts when the store closes. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** What `work` asks, in however many calls, has the patience of one together. @param since when it was asked for */
  together<T>(since: number, work: () => Promise<T>): Promise<T> {
    return this.#deadline.run(since + this.patience, work);
  }

  /**
   * Repeats `work` until it has a verdict. It must be such that a repetition does no harm.
   * @throws StoreUnavailable when there is none in time, StoreAccessDenied, and the client's error for any other verdict
   */
  settle<T>(what: string, work: Work<T>): Promise<T> {
    return this.#repeat(what, (client) => answered(work(client), ATTEMPT + 1_000));
  }

  /** As {@link settle}, for what may take as long as it takes and notices by itself that nothing more comes. */
  read<T>(what: string, work: Work<T>): Promise<T> {
    return this.#repeat(what, work);
  }

  async #repeat<T>(what: string, work: Work<T>): Promise<T> {
    const deadline = this.#deadline.getStore();
    const until = deadline ?? Date.now() + this.patience;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      if (this.closed.aborted) throw new StoreUnavailable('the event store is closed');
      if (deadline !== undefined && Date.now() >= deadline) {
        throw new StoreUnavailable(`${this.address.hosts} answered too late to be asked again (${what})`);
      }
      const client = this.#client;
      try {
        const result = await (deadline === undefined ? work(client) : answered(work(client), deadline - Date.now()));
        this.#silent = 0;
        return result;
      } catch (error) {
        if (error instanceof AccessDeniedError) throw this.denied(what, error);
        if (!isTransient(error)) throw error;
        if (Date.now() + pause > until) {
          throw new StoreUnavailable(`${this.address.hosts} did not answer (${what}): ${describe(error)}`, {
            cause: error,
          });
        }
        this.#replaceIfStuck(client, error);
        await delay(pause, undefined, { signal: this.closed }).catch(() => undefined);
      }
    }
  }

  denied(what: string, cause: unknown): StoreAccessDenied {
    const { username } = this.credentials;
    const message = `the event store at ${this.address.hosts} denies ${username} access (${what})`;
    return new StoreAccessDenied(message, { cause });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#client.dispose();
  }

  /** The client looks for another node when a connection breaks, but not when a node merely no longer answers. */
  #replaceIfStuck(client: EventStoreDBClient, error: unknown): void {
    if (client !== this.#client) return;
    this.#silent = error instanceof DeadlineExceededError ? this.#silent + 1 : 0;
    if (this.#silent < SILENT_ATTEMPTS) return;
    this.#silent = 0;
    this.#client = openClient(this.address.connectionString);
    void disconnect(client);
  }
}

/** A call of this client may be left without any answer when its channel is closed at the wrong moment. */
function answered<T>(call: Promise<T>, within: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const silence = setTimeout(() => reject(new DeadlineExceededError()), within);
    call.then(resolve, reject).finally(() => clearTimeout(silence));
  });
}
