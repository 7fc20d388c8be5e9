import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { z } from 'zod';

/** Of the inside of version 6.2.1: closes the channel that a call has failed on, and lets the next call open another. */
const reconnecting = z.custom<(client: unknown, error: unknown) => Promise<void>>(
  (value) => typeof value === 'function',
);

/**
 * A client that closes a failed channel between two turns of the event loop. By itself it does so at once: an append that has
 * just taken that channel and not begun to write then throws where nobody can catch it, which ends the process, and is never
 * settled.
 */
export function openClient(connectionString: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(connectionString);
  const reconnect = reconnecting.parse(Reflect.get(client, 'handleError'));
  Reflect.set(client, 'handleError', async (failed: unknown, error: unknown) => {
    await nextTurn();
    await reconnect(failed, error);
  });
  return client;
}
