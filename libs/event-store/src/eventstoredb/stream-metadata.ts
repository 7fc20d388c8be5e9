import { createHash } from 'node:crypto';
import { jsonEvent, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import { ATTEMPT, type Connection } from './connection';

/**
 * The rights on this service's streams, set before a stream's first event: its own account and administrators read and write,
 * nobody else; only administrators delete or change the rights. No `$maxAge`, `$maxCount` or `$tb`: nothing is truncated.
 */
export class StreamMetadata {
  constructor(
    private readonly connection: Connection,
    private readonly nameOf: (stream: string) => string,
    /** An insecure server knows no accounts: there is nothing to protect from. */
    private readonly secured: boolean,
  ) {}

  async protect(stream: string): Promise<void> {
    if (this.secured) await this.write(stream);
  }

  /** Repeatable: the event's id follows from the stream's name. What stands there already is left as it is. */
  async write(stream: string): Promise<void> {
    const name = `$$${this.nameOf(stream)}`;
    const { username } = this.connection.credentials;
    const own = [username, '$admins'];
    const data = this.secured
      ? { $acl: { $r: own, $w: own, $d: ['$admins'], $mr: own, $mw: ['$admins'] } }
      : { sanban: 'event log' };
    const event = jsonEvent({ id: idFor(name), type: '$metadata', data });
    try {
      await this.connection.settle(`setting the rights on ${stream}`, (client) =>
        client.appendToStream(name, event, {
          expectedRevision: NO_STREAM,
          deadline: ATTEMPT,
          credentials: this.connection.credentials,
        }),
      );
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
    }
  }
}

/** A UUIDv8 made of the name. */
function idFor(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
