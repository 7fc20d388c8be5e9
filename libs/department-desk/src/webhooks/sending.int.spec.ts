import type { ServerResponse } from 'node:http';
import { outboundFacts } from '@sanban/contracts';
import { Health } from '@sanban/service-kit';
import { eventually } from '../testing/eventually';
import { OfficeRequest } from '../testing/office';
import { AGENCY, operator, webhookBench } from '../testing/webhook-bench';
import { RETRY_AFTER } from './schedule';
import { sign } from './signature';

describe('what an agency’s webhooks are sent', () => {
  const { desk, receiver, post, create, log, stateOf, assigned, passTime, received } = webhookBench();

  it('are told what happens, signed, as CloudEvents', async () => {
    const { id, secret } = await create();
    const office = await assigned();
    await received(1);
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = receiver().received;
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
    await desk().hears(OfficeRequest.of(desk().programmes, '530000/finance').assigned());
    await desk().hears(office.reassigned('530902/tax', []));
    await received(1);
    expect(receiver().received.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      'sanban.outbound.withdrawn.v1',
    ]);
  });

  it('are tried again with the same id and the same bytes, by the schedule, until they answer', async () => {
    receiver().answer = (response) => void response.writeHead(503).end('later, please');
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
    receiver().answer = (response) => void response.writeHead(200).end();
    await passTime();
    await eventually(async () => (await log(id))[0]?.state === 'delivered');
    expect(new Set(receiver().received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver().received.map(({ body }) => body)).size).toBe(1);
  });

  it('wait for no other that does not answer', async () => {
    const region = '530000/finance';
    const createFor = (agency: string, path: string) =>
      desk().call('POST', `${agency}/webhooks`, operator, { body: { url: `${receiver().url}${path}` } });
    const tell = (agency: string) => desk().hears(OfficeRequest.of(desk().programmes, agency).assigned());
    // As many as are served at the same moment, each with more to send than one try.
    for (let count = 0; count < 16; count += 1) await createFor(count < 10 ? AGENCY : region, '/dead');
    const held: ServerResponse[] = [];
    receiver().answer = (response, { path }) => {
      if (path === '/dead') held.push(response);
      else response.writeHead(204).end();
    };
    for (const agency of [AGENCY, AGENCY, region, region]) await tell(agency);
    await eventually(() => held.length === 16);
    await createFor(region, '/alive');
    await tell(region);
    for (const response of held.slice(0, 16)) response.writeHead(500).end();
    await eventually(() => receiver().received.some(({ path }) => path === '/alive'));
    expect(held.length).toBeLessThan(32);
  });

  it('are left alone for as long as they ask', async () => {
    receiver().answer = (response) => void response.writeHead(429, { 'retry-after': '600' }).end();
    const { id } = await create();
    await assigned();
    await eventually(async () => (await log(id))[0]?.attempts.length === 1);
    const [delivery] = await log(id);
    const wait = Date.parse(delivery?.nextAttemptAt ?? '') - Date.parse(delivery?.attempts[0]?.at ?? '');
    expect(Math.abs(wait / 1_000 - 600)).toBeLessThanOrEqual(1);
  });

  it('are disabled after the last try, with an alert; enabled again they are sent what they missed', async () => {
    receiver().answer = (response) => void response.writeHead(500).end();
    const { id } = await create();
    const office = await assigned();
    await eventually(async () => (await log(id))[0]?.attempts.length === 1);
    // The days in between, and their tries.
    await desk().pool.query('UPDATE webhook_deliveries SET failures = $1', [RETRY_AFTER.length - 1]);
    await passTime();
    await eventually(async () => (await log(id))[0]?.attempts.length === 2);
    expect(await stateOf(id)).toMatchObject({ state: 'active', pending: 1 });
    await passTime();
    await eventually(async () => (await stateOf(id))?.state === 'disabled');
    expect(await stateOf(id)).toMatchObject({ disabledBecause: 'exhausted', pending: 0 });
    expect((await desk().service.app.get(Health).report(true)).checks['webhooks']).toMatchObject({
      status: 'degraded',
      disabled: 1,
    });

    await desk().hears(office.reassigned('530902/tax', []));
    await eventually(async () => (await stateOf(id))?.pending === 1);
    const before = receiver().received.length;
    receiver().answer = (response) => void response.writeHead(200).end();
    expect((await post(`/${id}/enable`)).body).toMatchObject({ state: 'active', disabledBecause: null });
    await received(before + 1);
    expect(receiver().received.at(-1)?.body).toContain('sanban.outbound.withdrawn.v1');

    // What was given up is sent by hand.
    const failed = (await log(id)).find(({ state }) => state === 'failed');
    expect((await post(`/${id}/deliveries/${failed?.id ?? ''}/redeliver`)).body).toMatchObject({ state: 'pending' });
    await received(before + 2);
    expect(receiver().received.at(-1)?.headers['webhook-id']).toBe(failed?.eventId);
    await eventually(async () => (await log(id)).every(({ state }) => state === 'delivered'));
    expect((await desk().service.app.get(Health).report(true)).checks['webhooks']).toMatchObject({ status: 'ok' });
  });

  it('are sent again what was asked for by hand while a try of it was in hand', async () => {
    const held: ServerResponse[] = [];
    receiver().answer = (response) => void held.push(response);
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
    receiver().answer = (response) => void response.writeHead(410).end();
    const { id } = await create();
    await assigned();
    await eventually(async () => (await stateOf(id))?.state === 'disabled');
    expect(await stateOf(id)).toMatchObject({ disabledBecause: 'gone' });
    expect(await log(id)).toMatchObject([{ state: 'failed', attempts: [{ status: 410 }] }]);
  });
});
