import { randomUUID } from 'node:crypto';
import { eventually } from '../testing/eventually';
import { AGENCY, chief, operator, webhookBench } from '../testing/webhook-bench';

const newKey = () => ({ 'idempotency-key': randomUUID() });
/** Served by the same service. */
const NEIGHBOUR = '530000/finance';

describe('commands to webhooks, sent again', () => {
  const { desk, receiver, post, create, assigned, log, stateOf } = webhookBench();
  const reused = { status: 422, body: { code: 'idempotency-key-reused' } };
  const replaced = { status: 409, body: { code: 'secret-replaced', field: 'Idempotency-Key' } };
  const secretOf = async (id: string) => {
    const { rows } = await desk().pool.query<{ secret: string }>('SELECT secret FROM webhooks WHERE id = $1', [id]);
    return rows[0]?.secret;
  };

  it('late: a rotation is not done again, and says so where its secret is gone', async () => {
    const { id } = await create();
    const [one, two] = [newKey(), newKey()];
    const first = await post(`/${id}/rotate`, {}, chief, one);
    expect(await post(`/${id}/rotate`, {}, chief, one)).toMatchObject({ status: 200, body: first.body });
    const second = await post(`/${id}/rotate`, {}, chief, two);
    expect(await post(`/${id}/rotate`, {}, chief, one)).toMatchObject(replaced);
    expect(await secretOf(id)).toBe(second.body['secret']);
    expect((await post(`/${id}/rotate`, {}, chief, two)).body).toEqual(second.body);
  });

  it('late: a creation is not done again, whatever has become of the webhook', async () => {
    const key = newKey();
    const body = { url: receiver().url };
    const { id } = (await post('', body, chief, key)).body as { id: string };
    await post(`/${id}/rotate`);
    expect(await post('', body, chief, key)).toMatchObject(replaced);
    await desk().call('DELETE', `${AGENCY}/webhooks/${id}`, chief);
    expect(await post('', body, chief, key)).toMatchObject(replaced);
    expect((await desk().call('GET', `${AGENCY}/webhooks`, chief)).body).toEqual({ items: [] });
  });

  it('late: a webhook that was disabled since is not enabled, a delivery that arrived not sent', async () => {
    receiver().answer = (response) => void response.writeHead(410).end();
    const { id } = await create();
    await assigned();
    const isDisabled = async () => (await stateOf(id))?.state === 'disabled';
    await eventually(isDisabled);
    const [enable, again] = [newKey(), newKey()];
    expect(await post(`/${id}/enable`, {}, chief, enable)).toMatchObject({ status: 200, body: { state: 'active' } });
    const [delivery] = await log(id);
    const redeliver = `/${id}/deliveries/${delivery!.id}/redeliver`;
    expect(await post(redeliver, {}, chief, again)).toMatchObject({ status: 200 });
    await eventually(isDisabled);
    await desk().pool.query(`UPDATE webhook_deliveries SET state = 'delivered'`);
    expect(await post(`/${id}/enable`, {}, chief, enable)).toMatchObject({ status: 200, body: { state: 'active' } });
    expect(await post(redeliver, {}, chief, again)).toMatchObject({ status: 200, body: { state: 'delivered' } });
    expect(await stateOf(id)).toMatchObject({ state: 'disabled', pending: 0 });
  });

  it('one key serves for one command of one agency', async () => {
    const key = newKey();
    const { id } = (await post('', { url: receiver().url }, operator, key)).body as { id: string };
    const elsewhere = await desk().call('POST', `${NEIGHBOUR}/webhooks`, operator, {
      body: { url: receiver().url },
      headers: key,
    });
    expect(elsewhere).toMatchObject(reused);
    const secret = await secretOf(id);
    expect(await post(`/${id}/rotate`, {}, operator, key)).toMatchObject(reused);
    expect(await post(`/${id}/enable`, {}, operator, key)).toMatchObject(reused);
    expect(await secretOf(id)).toBe(secret);
  });

  it.each(['rotate', 'enable', `deliveries/${randomUUID()}/redeliver`])('%s looks at the key', async (act) => {
    const { id } = await create();
    const answer = await post(`/${id}/${act}`, {}, chief, { 'idempotency-key': 'a b' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-header' } });
  });

  it('at once: one webhook, one rotation', async () => {
    const [creation, rotation] = [newKey(), newKey()];
    const created = await Promise.all(
      Array.from({ length: 6 }, () => post('', { url: receiver().url }, chief, creation)),
    );
    for (const { status, body } of created) expect({ status, body }).toEqual({ status: 201, body: created[0]?.body });
    const id = String(created[0]?.body['id']);
    const rotated = await Promise.all(Array.from({ length: 6 }, () => post(`/${id}/rotate`, {}, chief, rotation)));
    for (const { status, body } of rotated) expect({ status, body }).toEqual({ status: 200, body: rotated[0]?.body });
    const { rows } = await desk().pool.query<{ previous_secret: string }>('SELECT previous_secret FROM webhooks');
    expect(rows).toEqual([{ previous_secret: created[0]?.body['secret'] }]);
  });

  it('no secret is kept beside the webhook’s own', async () => {
    await post('', { url: receiver().url }, chief, newKey());
    const { rows } = await desk().pool.query('SELECT * FROM kept_commands');
    expect(rows).not.toHaveLength(0);
    expect(JSON.stringify(rows)).not.toContain('whsec_');
  });
});
