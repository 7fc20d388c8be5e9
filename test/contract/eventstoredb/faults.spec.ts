import {
  AccessDeniedError,
  END,
  ErrorType,
  EventStoreDBClient,
  NO_STREAM,
  UnavailableError,
  UnknownError,
} from '@eventstore/db-client';
import { Cluster } from '../../support/eventstoredb/cluster';
import { CA_FILE, OTHER_CA_FILE } from '../../support/eventstoredb/node';
import { ADMIN, startStandIn, type StandIn } from '../../support/eventstoredb/stand-in';
import { events, failure, onStandIn, settled } from '../../support/eventstoredb/target';

const credentials = { username: 'admin', password: 'changeit' };

async function readOne(client: EventStoreDBClient, stream: string, as?: typeof credentials): Promise<void> {
  const events = client.readStream(stream, as === undefined ? {} : { credentials: as });
  await events[Symbol.asyncIterator]().next();
}

/** What the client throws when something goes wrong. These rows need a hand on the server: the stand-in's only. */
onStandIn('faults of a server', () => {
  let standIn: StandIn;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    standIn = await startStandIn();
    client = EventStoreDBClient.connectionString(standIn.url);
  });
  afterEach(async () => {
    await client.dispose();
    await standIn.close();
  });

  it('nobody listens: reads throw UnavailableError, appends a plain error with code 14', async () => {
    await standIn.node.kill();
    const reading = await failure(readOne(client, 's'));
    expect(reading).toBeInstanceOf(UnavailableError);
    expect(reading).toMatchObject({ type: ErrorType.UNAVAILABLE, code: 14 });
    const appending = await failure(client.appendToStream('s', events(1)));
    expect(appending).not.toBeInstanceOf(UnavailableError);
    expect(appending).toMatchObject({ code: 14 });
    expect(appending).not.toHaveProperty('type');
  });

  it('a crash with calls open: UnavailableError on the subscription and on appends', async () => {
    const subscription = client.subscribeToAll({ fromPosition: END });
    await new Promise((resolve) => subscription.once('confirmation', resolve));
    const dropped = new Promise<unknown>((resolve) => subscription.once('error', resolve));
    standIn.node.faults.next({ kind: 'late-answer', by: 5_000 });
    const appending = failure(client.appendToStream('s', events(1), { expectedRevision: NO_STREAM, credentials }));
    while (standIn.log.last('s') === null) await new Promise((resolve) => setTimeout(resolve, 5));
    await standIn.node.kill();
    expect(await dropped).toMatchObject({ type: ErrorType.UNAVAILABLE });
    expect(await appending).toBeInstanceOf(UnavailableError);
  });

  it('an orderly stop: appends are not recognised, reads are unavailable, the subscription ends in code 13', async () => {
    await client.appendToStream('s', events(1), { expectedRevision: NO_STREAM });
    const subscription = client.subscribeToAll({ fromPosition: END });
    await new Promise((resolve) => subscription.once('confirmation', resolve));
    const dropped = new Promise<unknown>((resolve) => subscription.once('error', resolve));
    standIn.node.beginStop();
    const appending = await failure(client.appendToStream('s', events(1), { expectedRevision: 0n }));
    expect(appending).toBeInstanceOf(UnknownError);
    expect(appending.message).toBe('Could not recognize Server Is Not Ready');
    const reading = await failure(readOne(client, 's'));
    expect(reading).toBeInstanceOf(UnavailableError);
    expect(reading.message).toContain('Server Is Not Ready');
    const error = await dropped;
    expect(error).toBeInstanceOf(UnknownError);
    expect(error).toMatchObject({ code: 13 });
    expect(error instanceof Error && error.message).toContain('Received RST_STREAM with code 0');
  });

  it('the leader of a cluster is lost: appends go on through the same client object', async () => {
    const cluster = await Cluster.start();
    const one = EventStoreDBClient.connectionString(cluster.url);
    await one.appendToStream('s', events(1), { expectedRevision: NO_STREAM, credentials });
    const moving = cluster.loseLeader(200);
    const list = events(1);
    const result = await settled(() => one.appendToStream('s', list, { expectedRevision: 0n, credentials }));
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 1n });
    await moving;
    expect(cluster.log.read('s')).toHaveLength(2);
    await one.dispose();
    await cluster.close();
  });

  it('an append sent to a follower is passed on to the leader', async () => {
    const cluster = await Cluster.start();
    const follower = cluster.nodes.find((node) => node !== cluster.leader);
    const one = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${follower?.port}?tls=false`);
    const result = await one.appendToStream('s', events(1), { expectedRevision: NO_STREAM, credentials });
    expect(result.success).toBe(true);
    await one.dispose();
    await cluster.close();
  });
});

onStandIn('a secured server', () => {
  const accounts = { admin: ADMIN, finance: { password: 'f', groups: [] }, tax: { password: 't', groups: [] } };
  let standIn: StandIn;
  let client: EventStoreDBClient;
  const open = (user: string, query = `tls=true&tlsCAFile=${encodeURIComponent(CA_FILE)}`) =>
    EventStoreDBClient.connectionString(`esdb://${user}localhost:${standIn.node.port}?${query}`);
  beforeAll(async () => {
    standIn = await startStandIn({ accounts });
    client = EventStoreDBClient.connectionString(standIn.url);
    await client.setStreamMetadata('finance.x', { acl: { readRoles: ['finance'], writeRoles: ['finance'] } });
  });
  afterAll(async () => {
    await client.dispose();
    await standIn.close();
  });

  it.each([
    { who: 'no credentials', user: '', code: undefined },
    { who: 'a bad password', user: 'finance:wrong@', code: undefined },
    { who: 'no right on the stream', user: 'tax:t@', code: undefined },
  ])('$who: AccessDeniedError on the batch path, without a code', async ({ user, code }) => {
    const other = open(user);
    const error = await failure(other.appendToStream('finance.x', events(1)));
    expect(error).toBeInstanceOf(AccessDeniedError);
    expect(error).toMatchObject({ type: ErrorType.ACCESS_DENIED });
    expect(error.code).toBe(code);
    await other.dispose();
  });

  it.each([
    { who: 'a bad password', as: { username: 'finance', password: 'wrong' } },
    { who: 'no right on the stream', as: { username: 'tax', password: 't' } },
  ])('$who: AccessDeniedError on a call of its own, code 7 or 16; on reads too', async ({ as }) => {
    const other = open('');
    for (const call of [
      () => other.appendToStream('finance.x', events(1), { credentials: as }),
      () => readOne(other, 'finance.x', as),
    ]) {
      const error = await failure(call);
      expect(error).toBeInstanceOf(AccessDeniedError);
      expect([7, 16]).toContain(error.code);
    }
    await other.dispose();
  });

  it('whom the stream admits writes', async () => {
    const finance = open('finance:f@');
    expect(await finance.appendToStream('finance.x', events(1))).toMatchObject({ success: true });
    await finance.dispose();
  });

  it.each([
    ['the wrong TLS mode', 'tls=false'],
    ['an unknown authority', `tls=true&tlsCAFile=${encodeURIComponent(OTHER_CA_FILE)}`],
  ])('%s: UnavailableError', async (_, query) => {
    const other = open('admin:changeit@', query);
    const error = await failure(readOne(other, 'finance.x'));
    expect(error).toBeInstanceOf(UnavailableError);
    await other.dispose();
  });
});
