import {
  ANY,
  DeadlineExceededError,
  ErrorType,
  EventStoreDBClient,
  MaxAppendSizeExceededError,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import {
  events,
  failure,
  onStandIn,
  openTarget,
  settled,
  type Target,
  type TestEvent,
} from '../../support/eventstoredb/target';

/** How a server answers appends, row by row, on both of the client's paths. With ESDB_URL: on that server. */
describe.each(['the batch path', 'one call each'])('appends by %s', (path) => {
  let target: Target;
  let client: EventStoreDBClient;
  let stream: string;
  beforeAll(async () => {
    target = await openTarget();
    client = target.client;
  });
  afterAll(() => target.close());
  beforeEach(() => (stream = target.stream()));

  const options = () => (path === 'one call each' ? { credentials: target.credentials } : {});
  const append = (
    to: string,
    list: TestEvent[],
    expectedRevision: bigint | typeof ANY | typeof NO_STREAM | typeof STREAM_EXISTS,
  ) => client.appendToStream(to, list, { expectedRevision, ...options() });
  async function idsOf(name: string): Promise<string[]> {
    const ids: string[] = [];
    for await (const { event } of client.readStream(name, { fromRevision: START, ...options() })) {
      if (event !== undefined) ids.push(event.id);
    }
    return ids;
  }

  it('NO_STREAM, three new events: revision 2 and a position', async () => {
    const result = await append(stream, events(3), NO_STREAM);
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 2n });
    expect(typeof result.position?.commit).toBe('bigint');
    expect(typeof result.position?.prepare).toBe('bigint');
  });

  it('the same ids with the same exact expectation: the first answer, nothing written, also after the stream moved on', async () => {
    const list = events(3);
    const first = await append(stream, list, NO_STREAM);
    expect(await append(stream, list, NO_STREAM)).toEqual(first);
    const more = events(2);
    const second = await append(stream, more, 2n);
    expect(await append(stream, list, NO_STREAM)).toEqual(first);
    expect(await append(stream, more, 2n)).toEqual(second);
    expect(await idsOf(stream)).toHaveLength(5);
  });

  it('the same ids with ANY: de-duplicated while they are in memory', async () => {
    const list = events(2);
    await append(stream, list, ANY);
    await append(stream, list, ANY);
    expect(await idsOf(stream)).toHaveLength(2);
  });

  onStandIn('after a restart', () => {
    it('the same ids with ANY are written a second time, with the exact expectation they are not', async () => {
      const list = events(2);
      const first = await append(stream, list, NO_STREAM);
      await target.standIn?.node.restart();
      // What was open is lost; the same append over a new connection has the first answer.
      expect(await settled(() => append(stream, list, NO_STREAM))).toEqual(first);
      await append(stream, list, ANY);
      expect(await idsOf(stream)).toHaveLength(4);
    });
  });

  it('the same ids with another body: success as if nothing were, the first body stays', async () => {
    const list = events(1, { body: 'first' });
    const first = await append(stream, list, NO_STREAM);
    const changed = list.map((event) => ({ ...event, data: { body: 'second' } }));
    expect(await append(stream, changed, NO_STREAM)).toEqual(first);
    for await (const { event } of client.readStream(stream, options())) {
      expect(event?.data).toMatchObject({ body: 'first' });
    }
  });

  it('the same ids on another stream: written there', async () => {
    const list = events(1);
    await append(stream, list, NO_STREAM);
    const other = target.stream();
    await append(other, list, NO_STREAM);
    expect(await idsOf(other)).toEqual(await idsOf(stream));
  });

  it('a part of an earlier append: success with the revision of its last event', async () => {
    const list = events(3);
    await append(stream, list, NO_STREAM);
    expect(await append(stream, list.slice(1), 0n)).toMatchObject({ success: true, nextExpectedRevision: 2n });
    expect(await append(stream, list.slice(0, 1), NO_STREAM)).toMatchObject({
      success: true,
      nextExpectedRevision: 0n,
    });
    expect(await idsOf(stream)).toHaveLength(3);
  });

  it('an old id beside a new one at the old expectation: WrongExpectedVersionError', async () => {
    const list = events(1);
    await append(stream, list, NO_STREAM);
    const error = await failure(append(stream, [...list, ...events(1)], NO_STREAM));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(await idsOf(stream)).toHaveLength(1);
  });

  it.each([
    { expectation: 'too high', existing: 1, expected: 5n, actual: 0n },
    { expectation: 'too low', existing: 3, expected: 0n, actual: 2n },
    { expectation: 'exists', existing: 1, expected: NO_STREAM, actual: 0n },
    { expectation: 'does not exist', existing: 0, expected: STREAM_EXISTS, actual: 'no_stream' },
    { expectation: 'a revision of none', existing: 0, expected: 0n, actual: 'no_stream' },
  ] as const)('wrong expectation ($expectation): the error says both', async ({ existing, expected, actual }) => {
    if (existing > 0) await append(stream, events(existing), NO_STREAM);
    const error = await failure(append(stream, events(1), expected));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({
      type: ErrorType.WRONG_EXPECTED_VERSION,
      streamName: stream,
      expectedVersion: expected,
      actualVersion: actual,
    });
    expect(error.message).toBe('');
  });

  it('ten at once with NO_STREAM on one stream: one success, nine refused', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => append(stream, events(1), NO_STREAM)));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(9);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(WrongExpectedVersionError);
    expect(await idsOf(stream)).toHaveLength(1);
  });

  it('an empty list: success with the current revision and a position past the last event', async () => {
    const first = await append(stream, events(2), NO_STREAM);
    const result = await append(stream, [], 1n);
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(result.position?.commit ?? 0n).toBeGreaterThan(first.position?.commit ?? 0n);
  });

  it('a thousand events in one append: success', async () => {
    expect(await append(stream, events(1_000), NO_STREAM)).toMatchObject({ nextExpectedRevision: 999n });
  });

  it('more than 1 MiB in one append: MaxAppendSizeExceededError', async () => {
    const error = await failure(append(stream, events(11, { text: 'x'.repeat(100_000) }), NO_STREAM));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ type: ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED, maxAppendSize: 1_048_576 });
  });

  it('a tombstoned stream: StreamDeletedError', async () => {
    await append(stream, events(1), NO_STREAM);
    await client.tombstoneStream(stream, options());
    const error = await failure(append(stream, events(1), ANY));
    expect(error).toBeInstanceOf(StreamDeletedError);
    expect(error).toMatchObject({ type: ErrorType.STREAM_DELETED });
  });

  it('throwOnAppendFailure=false in the address: no error; the number is right on one path and wrong on the other', async () => {
    const quiet = EventStoreDBClient.connectionString(
      `${target.url}${target.url.includes('?') ? '&' : '?'}throwOnAppendFailure=false`,
    );
    await append(stream, events(4), NO_STREAM);
    const result = await quiet.appendToStream(stream, events(1), { expectedRevision: 0n, ...options() });
    expect(result.success).toBe(false);
    expect(result.nextExpectedRevision).toBe(path === 'one call each' ? 3n : 1n);
    await quiet.dispose();
  });

  it('a deadline that is too short: DeadlineExceededError, and it may have been written', async () => {
    target.standIn?.node.faults.next({ kind: 'late-answer', by: 100 });
    const list = events(1);
    // A real server may be quick enough; then there is nothing to see.
    const error = await client
      .appendToStream(stream, list, { expectedRevision: NO_STREAM, deadline: 1, ...options() })
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    if (target.standIn !== undefined || error !== undefined) expect(error).toBeInstanceOf(DeadlineExceededError);
    // Whether it was written or not: the same ids with the same expectation settle it, once the first have been replicated.
    const again = { expectedRevision: NO_STREAM, deadline: 1_000, ...options() } as const;
    expect(await settled(() => client.appendToStream(stream, list, again))).toMatchObject({
      success: true,
      nextExpectedRevision: 0n,
    });
    expect(await idsOf(stream)).toHaveLength(1);
  });
});
