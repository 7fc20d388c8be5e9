import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, type JSONEventData, type JSONEventType } from '@eventstore/db-client';
import { startStandIn, type StandIn } from './stand-in';

/** A real server (EventStoreDB or KurrentDB) to run against instead of the stand-in; nothing of others on it is touched. */
export const REAL_URL = process.env['ESDB_URL'] === '' ? undefined : process.env['ESDB_URL'];

/** Rows that need a hand on the server itself run on the stand-in only. */
export const onStandIn = REAL_URL === undefined ? describe : describe.skip;

export interface Target {
  url: string;
  client: EventStoreDBClient;
  /** For every call: without them the client takes its batch path. */
  credentials: { username: string; password: string };
  /** For logs of our own: nobody has used it before. */
  prefix: string;
  /** A name that nobody has used before. */
  stream(): string;
  /** Undefined on a real server. */
  standIn: StandIn | undefined;
  close(): Promise<void>;
}

/** The client as ESDB.md used it, on the server that this run is for. @param version of the stand-in; a server has its own */
export async function openTarget(version = '24.6.0'): Promise<Target> {
  const standIn = REAL_URL === undefined ? await startStandIn({ version }) : undefined;
  const url = standIn?.url ?? (REAL_URL ?? '').replace(/^kurrentdb/, 'esdb');
  const client = EventStoreDBClient.connectionString(url);
  const [, username = 'admin', password = 'changeit'] = /^[^/]+\/\/([^:@/]+):([^@/]+)@/.exec(url) ?? [];
  const prefix = `t${randomUUID().slice(0, 8)}-`;
  return {
    url,
    client,
    credentials: { username: decodeURIComponent(username), password: decodeURIComponent(password) },
    prefix,
    stream: () => `${prefix}${randomUUID()}`,
    standIn,
    close: async () => {
      await client.dispose();
      await standIn?.close();
    },
  };
}

export type TestEvent = JSONEventData<JSONEventType<string, Record<string, unknown>>>;

export const events = (count: number, body: Record<string, unknown> = {}): TestEvent[] =>
  Array.from({ length: count }, (_, n) =>
    jsonEvent({ id: randomUUID(), type: 'SomethingHappened', data: { n, ...body } }),
  );

/** What a call throws; fails where it throws nothing. */
export async function failure(call: Promise<unknown> | (() => Promise<unknown>)): Promise<Error & { code?: unknown }> {
  try {
    await (typeof call === 'function' ? call() : call);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Repeats a call while the connection comes back. */
export async function settled<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
