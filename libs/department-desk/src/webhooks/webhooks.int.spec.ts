import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { deliveryPage, outboundFacts, webhookList, webhookWithSecret, type DeliveryView } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Health, Programmes } from '@sanban/service-kit';
import { person, TestDesk } from '../testing/desk';
import { eventually } from '../testing/eventually';
import { OfficeRequest } from '../testing/office';
import { Receiver } from '../testing/receiver';
import { RETRY_AFTER } from './schedule';
import { sign } from './signature';

const AGENCY = '530902/finance';
const chief = person('chief', AGENCY);
const operator = person('operator', null);

describe('webhooks of an agency', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  let receiver: Receiver;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = await TestDesk.start('finance', database.url, Programmes.load(), {
      outsideSystems: {},
      eventServers: [],
      webhookAllowPrivate: true,
    });
  });
  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(async () => {
    await desk.pool.query('DELETE FROM webhooks');
    await receiver.stop();
  });
  afterAll(async () => {
    await desk.service.close();
    await database.drop();
  });

  const post = (path: string, body: object = {}, as = chief, headers: object = {}) =>
    desk.call('POST', `${AGENCY}/webhooks${path}`, as, { body, headers });
  const create = async (body: object = {}) =>
    webhookWithSecret.parse((await post('', { url: `${receiver.url}/hook`, ...body })).body);
  const log = async (id: string): Promise<DeliveryView[]> =>
    deliveryPage.parse((await desk.call('GET', `${AGENCY}/webhooks/${id}/deliveries`, chief)).body).items;
  const stateOf = async (id: string) =>
    webhookList
      .parse((await desk.call('GET', `${AGENCY}/webhooks`, chief)).body)
      .items.find((webhook) => webhook.id === id);
  async function assigned() {
    const office = OfficeRequest.of(desk.programmes, AGENCY);
    await desk.hears(office.assigned());
    return office;
  }
  /** As if the time until the next try had passed. */
  const passTime = () =>
    desk.pool.query(`UPDATE webhook_deliveries SET next_attempt_at = now() WHERE state = 'pending'`);
  const received = (count: number) => eventually(() => receiver.received.length >= count);

  it('are told what happens, signed, as CloudEvents', async () => {
    const { id, secret } = await create();
    const office = await assigned();
    await received(1);
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = receiver.received;
    expect(path).toBe('/hook');
    const [eventId, timestamp] = [String(headers['webhook-id']), Number(headers['webhook-timestamp'])];
    expect(headers['webhook-signature']).toBe(sign(secret, eventId, timestamp, body));
    expect(Math.abs(timestamp - Date.now() / 1_000)).toBeLessThan(60);
    const event = JSON.parse(body) as Record<string, unknown>;
    expect(event).toMatchObject({
      specversion: '1.0',
      id: eventId,
      type: 'sanban.outbound.assigned.v1',
      source: '/finance',
    });
    expect(outboundFacts.assigned.parse(event['data'])).toMatchObject({ request: office.request, agency: AGENCY });
    await eventually(async () => (await log(id))[0]?.state === 'delivered');
    expect(await log(id)).toMatchObject([
      { eventId, request: office.request, nextAttemptAt: null, attempts: [{ status: 204, error: null, answer: '' }] },
    ]);
  });

  it('are told only what they asked for, and only of their own agency', async () => {
    await create({ types: ['sanban.outbound.withdrawn.v1'] });
    const office = await assigned();
    await desk.hears(OfficeRequest.of(desk.programmes, '530000/finance').assigned());
    await desk.hears(office.reassigned('530902/tax', []));
    await received(1);
    expect(receiver.received.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      'sanban.outbound.withdrawn.v1',
    ]);
  });

  it('are tried again with the same id and the same bytes, by the schedule, until they answer', async () => {
    receiver.answer = (response) => void response.writeHead(503).end('later, please');
    const { id } = await create();
    await assigned();
    for (const [index, seconds] of RETRY_AFTER.slice(0, 3).entries()) {
      await eventually(async () => (await log(id))[0]?.attempts.length === index + 1);
      const [delivery] = await log(id);
      expect(delivery).toMatchObject({ state: 'pending' });
      const last = delivery?.attempts.at(-1);
      expect(last).toMatchObject({ status: 503, error: 'HTTP 503', answer: 'later, please' });
      const wait = Date.parse(delivery?.nextAttemptAt ?? '') - Date.parse(last?.at ?? '');
      expect(Math.abs(wait / 1_000 - seconds)).toBeLessThanOrEqual(1);
      await passTime();
    }
    await eventually(async () => (await log(id))[0]?.attempts.length === 4);
    receiver.answer = (response) => void response.writeHead(200).end();
    await passTime();
    await eventually(async () => (await log(id))[0]?.state === 'delivered');
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  it('wait for no other that does not answer', async () => {
    const region = '530000/finance';
    const createFor = (agency: string, path: string) =>
      desk.call('POST', `${agency}/webhooks`, operator, { body: { url: `${receiver.url}${path}` } });
    const tell = (agency: string) => desk.hears(OfficeRequest.of(desk.programmes, agency).assigned());
    // As many as are served at the same moment, each with more to send than one try.
    for (let count = 0; count < 16; count += 1) await createFor(count < 10 ? AGENCY : region, '/dead');
    const held: ServerResponse[] = [];
    receiver.answer = (response, { path }) => {
      if (path === '/dead') held.push(response);
      else response.writeHead(204).end();
    };
    for (const agency of [AGENCY, AGENCY, region, region]) await tell(agency);
    await eventually(() => held.length === 16);
    await createFor(region, '/alive');
    await tell(region);
    for (const response of held.slice(0, 16)) response.writeHead(500).end();
    await eventually(() => receiver.received.some(({ path }) => path === '/alive'));
    expect(held.length).toBeLessThan(32);
  });

  it('are left alone for as long as they ask', async () => {
    receiver.answer = (response) => void response.writeHead(429, { 'retry-after': '600' }).end();
    const { id } = await create();
    await assigned();
    await eventually(async () => (await log(id))[0]?.attempts.length === 1);
    const [delivery] = await log(id);
    const wait = Date.parse(delivery?.nextAttemptAt ?? '') - Date.parse(delivery?.attempts[0]?.at ?? '');
    expect(Math.abs(wait / 1_000 - 600)).toBeLessThanOrEqual(1);
  });

  it('are disabled after the last try, with an alert; enabled again they are sent what they missed', async () => {
    receiver.answer = (response) => void response.writeHead(500).end();
    const { id } = await create();
    const office = await assigned();
    await eventually(async () => (await log(id))[0]?.attempts.length === 1);
    // The days in between, and their tries.
    await desk.pool.query('UPDATE webhook_deliveries SET failures = $1', [RETRY_AFTER.length - 1]);
    await passTime();
    await eventually(async () => (await log(id))[0]?.attempts.length === 2);
    expect(await stateOf(id)).toMatchObject({ state: 'active', pending: 1 });
    await passTime();
    await eventually(async () => (await stateOf(id))?.state === 'disabled');
    expect(await stateOf(id)).toMatchObject({ disabledBecause: 'exhausted', pending: 0 });
    expect((await desk.service.app.get(Health).report(true)).checks['webhooks']).toMatchObject({
      status: 'degraded',
      disabled: 1,
    });

    await desk.hears(office.reassigned('530902/tax', []));
    await eventually(async () => (await stateOf(id))?.pending === 1);
    const before = receiver.received.length;
    receiver.answer = (response) => void response.writeHead(200).end();
    expect((await post(`/${id}/enable`)).body).toMatchObject({ state: 'active', disabledBecause: null });
    await received(before + 1);
    expect(receiver.received.at(-1)?.body).toContain('sanban.outbound.withdrawn.v1');

    // What was given up is sent by hand.
    const failed = (await log(id)).find(({ state }) => state === 'failed');
    expect((await post(`/${id}/deliveries/${failed?.id ?? ''}/redeliver`)).body).toMatchObject({ state: 'pending' });
    await received(before + 2);
    expect(receiver.received.at(-1)?.headers['webhook-id']).toBe(failed?.eventId);
    await eventually(async () => (await log(id)).every(({ state }) => state === 'delivered'));
    expect((await desk.service.app.get(Health).report(true)).checks['webhooks']).toMatchObject({ status: 'ok' });
  });

  it('are sent again what was asked for by hand while a try of it was in hand', async () => {
    const held: ServerResponse[] = [];
    receiver.answer = (response) => void held.push(response);
    const { id } = await create();
    await assigned();
    await eventually(() => held.length === 1);
    const [delivery] = await log(id);
    await post(`/${id}/deliveries/${delivery?.id ?? ''}/redeliver`);
    held[0]?.writeHead(410).end();
    await eventually(() => held.length === 2);
    held[1]?.writeHead(204).end();
    await eventually(async () => (await log(id))[0]?.state === 'delivered');
    expect((await log(id))[0]?.attempts.map(({ status }) => status)).toEqual([410, 204]);
    expect(await stateOf(id)).toMatchObject({ state: 'active' });
  });

  it('are disabled at once by 410 Gone', async () => {
    receiver.answer = (response) => void response.writeHead(410).end();
    const { id } = await create();
    await assigned();
    await eventually(async () => (await stateOf(id))?.state === 'disabled');
    expect(await stateOf(id)).toMatchObject({ disabledBecause: 'gone' });
    expect(await log(id)).toMatchObject([{ state: 'failed', attempts: [{ status: 410 }] }]);
  });

  it('sign with both secrets for a while after a rotation, and with the new one alone later', async () => {
    const { id, secret: old } = await create();
    const key = { 'idempotency-key': randomUUID() };
    const first = await post(`/${id}/rotate`, {}, chief, key);
    const secret = String(first.body['secret']);
    expect(secret).not.toBe(old);
    expect((await post(`/${id}/rotate`, {}, chief, key)).body).toEqual(first.body);
    const hours = (Date.parse(String(first.body['previousUntil'])) - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(24);

    const signatures = (index: number) => {
      const { headers, body } = receiver.received[index]!;
      const by = (one: string) => sign(one, String(headers['webhook-id']), Number(headers['webhook-timestamp']), body);
      return { sent: headers['webhook-signature'], by };
    };
    await assigned();
    await received(1);
    expect(signatures(0).sent).toBe(`${signatures(0).by(secret)} ${signatures(0).by(old)}`);
    await desk.pool.query('UPDATE webhooks SET previous_until = now()');
    await assigned();
    await received(2);
    expect(signatures(1).sent).toBe(signatures(1).by(secret));
  });

  it('show their secret once; the same command again gives the same answer', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await post('', { url: receiver.url }, chief, key);
    expect(first).toMatchObject({ status: 201, body: { state: 'active', types: null, pending: 0 } });
    expect((await post('', { url: receiver.url }, chief, key)).body).toEqual(first.body);
    expect((await post('', { url: `${receiver.url}/other` }, chief, key)).body).toMatchObject({
      code: 'idempotency-key-reused',
    });
    const list = await desk.call('GET', `${AGENCY}/webhooks`, chief);
    expect(list.body['items']).toHaveLength(1);
    expect(JSON.stringify(list.body)).not.toContain('whsec_');
    expect(JSON.stringify((await post(`/${String(first.body['id'])}/enable`)).body)).not.toContain('whsec_');
  });

  it('are deleted with their log; what they had pending is never sent', async () => {
    receiver.answer = (response) => void response.writeHead(500).end();
    const { id } = await create();
    await assigned();
    await received(1);
    expect((await desk.call('DELETE', `${AGENCY}/webhooks/${id}`, chief)).status).toBe(204);
    expect((await desk.call('GET', `${AGENCY}/webhooks/${id}/deliveries`, chief)).status).toBe(404);
    expect((await desk.call('DELETE', `${AGENCY}/webhooks/${id}`, chief)).status).toBe(404);
    const { rows } = await desk.pool.query('SELECT FROM webhook_attempts');
    expect(rows).toEqual([]);
  });

  it('belong to their agency: its chief and the operator manage, the auditor looks', async () => {
    const { id } = await create();
    expect((await post(`/${id}/enable`, {}, operator)).status).toBe(200);
    expect((await desk.call('GET', `${AGENCY}/webhooks`, person('auditor', null))).status).toBe(200);
    for (const somebody of [
      person('handler', AGENCY),
      person('chief', '530902/tax'),
      person('auditor', null),
      person('leader', null, '530902'),
    ]) {
      expect((await post('', { url: receiver.url }, somebody)).status).toBe(403);
      expect((await post(`/${id}/rotate`, {}, somebody)).status).toBe(403);
      expect((await desk.call('DELETE', `${AGENCY}/webhooks/${id}`, somebody)).status).toBe(403);
    }
    // By another agency's address it does not exist.
    const elsewhere = `530000/finance/webhooks/${id}`;
    expect((await desk.call('POST', `${elsewhere}/rotate`, operator, { body: {} })).status).toBe(404);
    expect((await desk.call('GET', `${elsewhere}/deliveries`, operator)).status).toBe(404);
  });

  it('are at most ten', async () => {
    for (let count = 0; count < 10; count += 1) await create();
    expect(await post('', { url: receiver.url })).toMatchObject({ status: 409, body: { code: 'too-many-webhooks' } });
  });

  it.each([
    [{ url: 'no address' }, 'url'],
    [{ url: 'ftp://oa.example/' }, 'url'],
    [{ url: 'https://oa.example/', types: ['sanban.tax.case-file.accepted.v1'] }, 'types.0'],
    [{ url: 'https://oa.example/', secret: 'mine' }, ''],
  ])('refuse a body that is not as it should be, %j', async (body, field) => {
    expect((await post('', body)).body).toMatchObject({ code: 'invalid-body', errors: [{ field }] });
  });
});

describe('where private addresses are not allowed', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  beforeAll(async () => {
    database = await createTestDatabase();
    desk = await TestDesk.start('finance', database.url);
  });
  afterAll(async () => {
    await desk.service.close();
    await database.drop();
  });
  const create = (url: string) => desk.call('POST', `${AGENCY}/webhooks`, chief, { body: { url } });

  it.each(['http://oa.example/', 'https://127.0.0.1/', 'https://[fd00::1]/', 'https://u:p@oa.example/'])(
    '%s is refused',
    async (url) => {
      expect(await create(url)).toMatchObject({ status: 422, body: { code: 'url-not-allowed', field: 'url' } });
    },
  );

  it('a name that leads to one is never called', async () => {
    const receiver = await Receiver.start();
    const { body } = await create(receiver.url.replace('http://127.0.0.1', 'https://localhost'));
    await desk.hears(OfficeRequest.of(desk.programmes, AGENCY).assigned());
    const log = async () =>
      deliveryPage.parse((await desk.call('GET', `${AGENCY}/webhooks/${String(body['id'])}/deliveries`, chief)).body)
        .items;
    await eventually(async () => (await log())[0]?.attempts.length === 1);
    expect((await log())[0]?.attempts).toMatchObject([
      { status: null, error: 'refused: it leads to a private address' },
    ]);
    expect(receiver.received).toEqual([]);
    await receiver.stop();
  });
});
