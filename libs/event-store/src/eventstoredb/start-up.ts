import { StreamDeletedError } from '@eventstore/db-client';
import { z } from 'zod';
import { StoreUnavailable } from '../port';
import { openClient } from './client';
import type { Connection } from './connection';
import { disconnect } from './disconnect';
import { describe } from './failures';
import { Head } from './head';
import { StreamMetadata } from './stream-metadata';

const features = z.object({ serverVersion: z.string() });

/**
 * Which server it is, and whether this account can read there and, unless it will only read, write.
 * @param streams what the names of the log's streams begin with
 * @returns one line for people. @throws StoreUnavailable with one sentence that says what is missing
 */
export async function inspect(connection: Connection, streams: string, onlyToRead: boolean): Promise<string> {
  const { address, credentials } = connection;
  const version = await connection.settle('asking for its version', () => askVersion(address.connectionString));
  const product = Number(version.split('.')[0]) >= 25 ? 'KurrentDB' : 'EventStoreDB';
  const who = address.tls ? `TLS as ${credentials.username}` : 'without TLS';
  const server = `${product} ${version} at ${address.hosts} (${who})`;
  try {
    // Reading the end of $all needs the right to all of it.
    await new Head(connection, () => true).ask();
  } catch (error) {
    throw new StoreUnavailable(`found ${server}, but $all cannot be read: ${describe(error)}`, { cause: error });
  }
  if (onlyToRead) return `${server}, streams ${streams}…, can be read`;
  try {
    // On the name that stands for the log, anew at every start.
    const metadata = new StreamMetadata(connection, (name) => `${streams}${name}`, address.tls);
    await metadata.renew('sanban-log');
  } catch (error) {
    const reason = error instanceof StreamDeletedError ? 'its stream was deleted' : describe(error);
    throw new StoreUnavailable(`found ${server}, but streams ${streams}… cannot be written: ${reason}`, {
      cause: error,
    });
  }
  return `${server}, streams ${streams}…, can be written`;
}

/** By a client of its own: one whose first question fails keeps that failure as the answer. */
async function askVersion(connectionString: string): Promise<string> {
  const client = openClient(connectionString);
  try {
    const { serverVersion } = features.parse(await Reflect.get(client, 'capabilities'));
    await disconnect(client);
    return serverVersion;
  } finally {
    await client.dispose();
  }
}
