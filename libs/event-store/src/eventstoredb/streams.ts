import { StreamNotFoundError } from '@eventstore/db-client';
import type { RecordedEvent } from '../recorded-event';
import { collect } from './collect';
import { ATTEMPT, type Connection } from './connection';
import { fromServer, type ServerEvent } from './recorded';

/** Reads streams by the names that they have on the server: the prefix, then ours. */
export class Streams {
  constructor(
    private readonly connection: Connection,
    private readonly prefix: string,
  ) {}

  nameOf = (stream: string): string => `${this.prefix}${stream}`;

  /** From the leader: what was acknowledged to anybody is there. Empty where the stream does not exist. */
  async read(stream: string, from = 0, limit = Number.MAX_SAFE_INTEGER): Promise<RecordedEvent[]> {
    if (limit <= 0) return [];
    const events = await this.connection.read(`reading ${stream}`, async (client) => {
      const reading = client.readStream(this.nameOf(stream), {
        fromRevision: BigInt(from),
        maxCount: limit,
        requiresLeader: true,
        credentials: this.connection.credentials,
      });
      return collect(reading, ATTEMPT).catch((error: unknown) => {
        if (error instanceof StreamNotFoundError) return [];
        throw error;
      });
    });
    return events.flatMap(({ event }) => (event === undefined ? [] : [fromServer(event as ServerEvent, this.prefix)]));
  }
}
