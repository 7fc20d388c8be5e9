import { Receiver } from '../testing/receiver';
import { KEPT, post } from './post';
import type { Target } from './target';

describe('one try of a webhook', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.stop());

  /** A name that leads nowhere: only the pinned address can have been called. */
  const target = (): Target => ({
    url: new URL(receiver.url.replace('127.0.0.1', 'oa.invalid') + '/hook'),
    address: '127.0.0.1',
    family: 4,
  });
  const send = (timeout = 5_000) => post(target(), { 'webhook-id': 'e1' }, '{"退税":1}', timeout);

  it('goes to the pinned address under the name of the URL', async () => {
    expect(await send()).toMatchObject({ status: 204, error: null, answer: '' });
    expect(receiver.received).toMatchObject([{ path: '/hook', body: '{"退税":1}', headers: { 'webhook-id': 'e1' } }]);
    expect(receiver.received[0]?.headers.host).toMatch(/^oa\.invalid:/);
  });

  it('follows no redirect', async () => {
    receiver.answer = (response) => void response.writeHead(302, { location: `${receiver.url}/elsewhere` }).end();
    expect(await send()).toMatchObject({ status: 302, error: 'HTTP 302' });
    expect(receiver.received).toHaveLength(1);
  });

  it('says how long the receiver asks to be left alone', async () => {
    receiver.answer = (response) => void response.writeHead(503, { 'retry-after': '120' }).end();
    expect(await send()).toMatchObject({ status: 503, error: 'HTTP 503', askedWait: 120 });
  });

  it('keeps the beginning of an answer that never ends', async () => {
    receiver.answer = (response) => {
      response.writeHead(500);
      const more = () => response.write('x'.repeat(700));
      more();
      response.on('drain', more);
      const alarm = setInterval(more, 5);
      response.on('close', () => clearInterval(alarm));
    };
    const { status, answer } = await send();
    expect([status, answer]).toEqual([500, 'x'.repeat(KEPT)]);
  });

  it('has arrived with the status, also where a short answer never ends', async () => {
    receiver.answer = (response) => void response.writeHead(200).write('got it');
    expect(await send(500)).toMatchObject({ status: 200, error: null, answer: 'got it' });
  });

  it('waits no longer than it says', async () => {
    receiver.answer = () => undefined;
    expect(await send(50)).toMatchObject({ status: null, error: 'no answer within 50 ms' });
  });

  it('says why there was no connection', async () => {
    const gone = target();
    await receiver.stop();
    expect(await post(gone, {}, '{}', 1_000)).toMatchObject({ status: null, error: 'ECONNREFUSED' });
    receiver = await Receiver.start();
  });
});
