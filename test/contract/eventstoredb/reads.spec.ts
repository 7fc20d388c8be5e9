import { setTimeout as delay } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  ErrorType,
  EventStoreDBClient,
  NO_STREAM,
  START,
  StreamNotFoundError,
  streamNameFilter,
  type AllStreamResolvedEvent,
} from '@eventstore/db-client';
import { startStandIn } from '../../support/eventstoredb/stand-in';
import { events, failure, onStandIn, openTarget, type Target } from '../../support/eventstoredb/target';

/** How a server answers reads and subscriptions. With ESDB_URL: on that server. */
describe('reads and subscriptions', () => {
  let target: Target;
  let client: EventStoreDBClient;
  let stream: string;
  beforeAll(async () => {
    target = await openTarget();
    client = target.client;
  });
  afterAll(() => target.close());
  beforeEach(() => (stream = target.stream()));

  const append = (name: string, count: number) =>
    client.appendToStream(name, events(count), { expectedRevision: NO_STREAM, credentials: target.credentials });
  const options = () => ({ credentials: target.credentials });

  async function read(name: string, from: bigint | typeof START = START): Promise<number[]> {
    const revisions: number[] = [];
    for await (const { event } of client.readStream(name, { fromRevision: from, ...options() })) {
      if (event !== undefined) revisions.push(Number(event.revision));
    }
    return revisions;
  }

  it('a missing stream: StreamNotFoundError; past the end: empty', async () => {
    const error = await failure(read(stream));
    expect(error).toBeInstanceOf(StreamNotFoundError);
    expect(error).toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
    await append(stream, 2);
    expect(await read(stream)).toEqual([0, 1]);
    expect(await read(stream, 2n)).toEqual([]);
  });

  it('an event read from its stream has the position that it has in $all', async () => {
    const { position } = await append(stream, 1);
    for await (const { event } of client.readStream(stream, options())) expect(event?.position).toEqual(position);
  });

  it('the position of an append is that of its last event', async () => {
    const { position } = await append(stream, 3);
    const positions: (bigint | undefined)[] = [];
    for await (const { event } of client.readStream(stream, options())) positions.push(event?.position?.commit);
    expect(positions[2]).toBe(position?.commit);
    expect(new Set(positions).size).toBe(3);
  });

  it('a soft delete hides the stream and keeps the numbering', async () => {
    await append(stream, 3);
    await client.deleteStream(stream, options());
    expect(await failure(read(stream))).toBeInstanceOf(StreamNotFoundError);
    expect(await append(stream, 1)).toMatchObject({ nextExpectedRevision: 3n });
    expect(await read(stream)).toEqual([3]);
  });

  it('readAll has system events, $$$scavenges first where nothing was scavenged, and ignores a filter', async () => {
    const streams: string[] = [];
    // The types do not know the option, and the client takes no notice of it.
    const filtered = { maxCount: 20, filter: streamNameFilter({ prefixes: ['nothing-begins-so'] }), ...options() };
    for await (const { event } of client.readAll(filtered)) if (event !== undefined) streams.push(event.streamId);
    expect(streams.length).toBeGreaterThan(0);
    expect(streams.some((name) => name.startsWith('$'))).toBe(true);
    if (target.standIn !== undefined) expect(streams[0]).toBe('$$$scavenges');
  });

  it('readAll backwards from the end begins with the newest event', async () => {
    const { position } = await append(stream, 1);
    let newest: bigint | undefined;
    for await (const { event } of client.readAll({
      direction: BACKWARDS,
      fromPosition: END,
      maxCount: 50,
      ...options(),
    })) {
      if (event?.streamId === stream) newest = event.position.commit;
    }
    expect(newest).toBe(position?.commit);
  });

  it('the metadata of a stream comes back, with a position where a revision is promised', async () => {
    const metadata = { acl: { readRoles: ['somebody', '$admins'] }, custom: 'kept' };
    const { position } = await client.setStreamMetadata(stream, metadata, options());
    const found = await client.getStreamMetadata(stream, options());
    expect(found.metadata).toEqual(metadata);
    expect(found.metastreamRevision).toBe(position?.commit);
  });

  it('subscribeToAll confirms, sends what passes the filter and nothing else, then follows', async () => {
    const other = target.stream();
    const first = await append(stream, 2);
    await append(other, 2);
    const seen: string[] = [];
    const subscription = client.subscribeToAll({
      fromPosition: START,
      filter: streamNameFilter({ prefixes: [stream] }),
      ...options(),
    });
    const confirmed = new Promise((resolve) => subscription.once('confirmation', resolve));
    const caughtUp = new Promise((resolve) => subscription.once('caughtUp', resolve));
    const three = new Promise<void>((resolve) => {
      subscription.on('data', ({ event }: AllStreamResolvedEvent) => {
        seen.push(event?.streamId ?? '');
        if (seen.length === 3) resolve();
      });
    });
    await confirmed;
    if (target.standIn !== undefined) await caughtUp; // 22.10 and 23.10 never say it.
    await append(other + '-2', 1);
    await client.appendToStream(stream, events(1), { expectedRevision: 1n, ...options() });
    await three;
    expect(seen).toEqual([stream, stream, stream]);
    await subscription.unsubscribe();

    // From a position: what lies behind it, not itself.
    const later: bigint[] = [];
    const resumed = client.subscribeToAll({
      fromPosition: first.position ?? START,
      filter: streamNameFilter({ prefixes: [stream] }),
      ...options(),
    });
    await new Promise<void>((resolve) => {
      resumed.on('data', ({ event }: AllStreamResolvedEvent) => {
        later.push(event?.revision ?? -1n);
        resolve();
      });
    });
    expect(later).toEqual([2n]);
    await resumed.unsubscribe();
  });

  onStandIn('a subscriber that reads too slowly', () => {
    it.each([
      { version: '22.10.0', dropped: true },
      { version: '23.10.0', dropped: true },
      { version: '24.6.0', dropped: false },
    ])('is dropped by $version: $dropped', async ({ version, dropped }) => {
      const standIn = await startStandIn({ version });
      const slow = EventStoreDBClient.connectionString(standIn.url);
      const seen: bigint[] = [];
      let error: unknown;
      const subscription = slow.subscribeToAll({ fromPosition: END }, { highWaterMark: 1 });
      subscription.on('error', (thrown) => (error = thrown));
      subscription.on('data', ({ event }: AllStreamResolvedEvent) => seen.push(event?.revision ?? -1n));
      await new Promise((resolve) => subscription.once('confirmation', resolve));
      await delay(20); // It is live now; from here on it reads nothing for a while.
      subscription.pause();
      const big = { text: 'x'.repeat(50_000) };
      for (let n = 0; n < 100; n += 1) {
        await slow.appendToStream(stream, events(1, big), { expectedRevision: n === 0 ? NO_STREAM : BigInt(n - 1) });
      }
      subscription.resume();
      while (error === undefined && seen.length < 100) await delay(10);
      if (dropped) {
        expect(error).toMatchObject({ type: ErrorType.TIMEOUT, code: 10 });
        expect(error instanceof Error && error.message).toContain('Consumer too slow to handle event while live');
        expect(seen.length).toBeLessThan(100);
      } else {
        expect(seen).toHaveLength(100);
        await subscription.unsubscribe();
      }
      await slow.dispose();
      await standIn.close();
    });
  });
});
