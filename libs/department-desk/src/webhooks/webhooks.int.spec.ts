import { randomUUID } from 'node:crypto';
import { deliveryPage } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { person, TestDesk } from '../testing/desk';
import { eventually } from '../testing/eventually';
import { OfficeRequest } from '../testing/office';
import { Receiver } from '../testing/receiver';
import { AGENCY, chief, operator, webhookBench } from '../testing/webhook-bench';
import { sign } from './signature';

describe('webhooks of an agency', () => {
  const { desk, receiver, post, create, assigned, received } = webhookBench();

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
      const { headers, body } = receiver().received[index]!;
      const by = (one: string) => sign(one, String(headers['webhook-id']), Number(headers['webhook-timestamp']), body);
      return { sent: headers['webhook-signature'], by };
    };
    await assigned();
    await received(1);
    expect(signatures(0).sent).toBe(`${signatures(0).by(secret)} ${signatures(0).by(old)}`);
    await desk().pool.query('UPDATE webhooks SET previous_until = now()');
    await assigned();
    await received(2);
    expect(signatures(1).sent).toBe(signatures(1).by(secret));
  });

  it('show their secret once; the same command again gives the same answer', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await post('', { url: receiver().url }, chief, key);
    expect(first).toMatchObject({ status: 201, body: { state: 'active', types: null, pending: 0 } });
    expect((await post('', { url: receiver().url }, chief, key)).body).toEqual(first.body);
    expect((await post('', { url: `${receiver().url}/other` }, chief, key)).body).toMatchObject({
      code: 'idempotency-key-reused',
    });
    const list = await desk().call('GET', `${AGENCY}/webhooks`, chief);
    expect(list.body['items']).toHaveLength(1);
    expect(JSON.stringify(list.body)).not.toContain('whsec_');
    expect(JSON.stringify((await post(`/${String(first.body['id'])}/enable`)).body)).not.toContain('whsec_');
  });

  it('are deleted with their log; what they had pending is never sent', async () => {
    receiver().answer = (response) => void response.writeHead(500).end();
    const { id } = await create();
    await assigned();
    await received(1);
    expect((await desk().call('DELETE', `${AGENCY}/webhooks/${id}`, chief)).status).toBe(204);
    expect((await desk().call('GET', `${AGENCY}/webhooks/${id}/deliveries`, chief)).status).toBe(404);
    expect((await desk().call('DELETE', `${AGENCY}/webhooks/${id}`, chief)).status).toBe(404);
    const { rows } = await desk().pool.query('SELECT FROM webhook_attempts');
    expect(rows).toEqual([]);
  });

  it('belong to their agency: its chief and the operator manage, the auditor looks', async () => {
    const { id } = await create();
    expect((await post(`/${id}/enable`, {}, operator)).status).toBe(200);
    expect((await desk().call('GET', `${AGENCY}/webhooks`, person('auditor', null))).status).toBe(200);
    for (const somebody of [
      person('handler', AGENCY),
      person('chief', '530902/tax'),
      person('auditor', null),
      person('leader', null, '530902'),
    ]) {
      expect((await post('', { url: receiver().url }, somebody)).status).toBe(403);
      expect((await post(`/${id}/rotate`, {}, somebody)).status).toBe(403);
      expect((await desk().call('DELETE', `${AGENCY}/webhooks/${id}`, somebody)).status).toBe(403);
    }
    // By another agency's address it does not exist.
    const elsewhere = `530000/finance/webhooks/${id}`;
    expect((await desk().call('POST', `${elsewhere}/rotate`, operator, { body: {} })).status).toBe(404);
    expect((await desk().call('GET', `${elsewhere}/deliveries`, operator)).status).toBe(404);
  });

  it('are at most ten', async () => {
    for (let count = 0; count < 10; count += 1) await create();
    expect(await post('', { url: receiver().url })).toMatchObject({ status: 409, body: { code: 'too-many-webhooks' } });
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
