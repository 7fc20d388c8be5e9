import { createHash, randomUUID } from 'node:crypto';
import { ANY, jsonEvent, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import { ATTEMPT, type Connection } from './connection';
import { StoreAccessDenied } from './failures';

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

  /** Repeatable: what stands there already is left as it is. */
  async protect(stream: string): Promise<void> {
    if (!this.secured) return;
    const id = idFor(`$$${this.nameOf(stream)}`);
    try {
      await this.#write(stream, { $acl: this.#rights() }, { id, expectedRevision: NO_STREAM });
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return;
      // Where they stand, they forbid our own account to set them again.
      if (!(error instanceof StoreAccessDenied) || !(await this.#stand(stream))) throw error;
    }
  }

  /**
   * Rights on a name that has no events, and which our own account may therefore change: a new event each time, since a
   * repeated one is answered without being written. Whether it lies there twice makes no difference.
   */
  async renew(stream: string): Promise<void> {
    const rights = this.#rights();
    const data = this.secured ? { $acl: { ...rights, $mw: rights.$w } } : { sanban: 'event log' };
    await this.#write(stream, data, { id: randomUUID(), expectedRevision: ANY });
  }

  #rights() {
    const own = [this.connection.credentials.username, '$admins'];
    return { $r: own, $w: own, $d: ['$admins'], $mr: own, $mw: ['$admins'] };
  }

  async #write(
    stream: string,
    data: Record<string, unknown>,
    { id, expectedRevision }: { id: string; expectedRevision: typeof NO_STREAM | typeof ANY },
  ): Promise<void> {
    const { credentials } = this.connection;
    const event = jsonEvent({ id, type: '$metadata', data });
    await this.connection.settle(`setting the rights on ${stream}`, (client) =>
      client.appendToStream(`$$${this.nameOf(stream)}`, event, { expectedRevision, deadline: ATTEMPT, credentials }),
    );
  }

  async #stand(stream: string): Promise<boolean> {
    const { credentials } = this.connection;
    const { metadata } = await this.connection.settle(`reading the rights on ${stream}`, (client) =>
      client.getStreamMetadata(this.nameOf(stream), { requiresLeader: true, credentials }),
    );
    return metadata !== undefined;
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
