import { connect } from 'node:net';
import { TestGateway } from '../testing/test-gateway';

describe('a connection on which something cannot be read', () => {
  let door: TestGateway;
  beforeAll(async () => {
    door = await TestGateway.start();
  }, 20_000);
  afterAll(() => door.close());

  /** Sends the text and gives all that is answered until the connection ends. */
  const raw = (sent: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(door.address).port), '127.0.0.1', () => socket.write(sent));
      let answer = '';
      socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
      socket.on('error', reject).on('close', () => resolve(answer));
    });
  const statuses = (answers: string) =>
    [...answers.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

  const post = (path: string) =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;

  it('answers first what was read whole, as it is carried out', async () => {
    const answers = await raw(`${post('/api/v1/requests')}\0`);
    expect(statuses(answers)).toEqual([200, 400]);
    expect(answers).toContain('"code":"bad-request"');
  });

  it('answers several in their order', async () => {
    const answers = await raw(`${post('/api/v1/requests?n=1')}${post('/api/v1/requests?n=2')}\0\0${'\0'.repeat(9)}`);
    expect(statuses(answers)).toEqual([200, 200, 400]);
    expect(answers.indexOf('n=1')).toBeLessThan(answers.indexOf('n=2'));
  });

  it('does not wait for a body that cannot be read', async () => {
    const chunked = 'POST /api/v1/requests HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(statuses(await raw(`${chunked}zz\r\n`))).toEqual([400]);
  });

  it.each([
    ['no Host', 'GET /api/v1/me HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'bad-request'],
    [
      'Expect: something',
      'GET /api/v1/me HTTP/1.1\r\nHost: x\r\nExpect: more\r\nConnection: close\r\n\r\n',
      417,
      'expectation-failed',
    ],
  ])('answers a request with %s with a problem', async (_what, sent, status, code) => {
    const answer = await raw(sent);
    expect(statuses(answer)).toEqual([status]);
    expect(answer).toContain('content-type: application/problem+json');
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('takes an address that is named whole', async () => {
    const answer = await raw(
      `GET ${door.address}/api/v1/requests?n=3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect(statuses(answer)).toEqual([200]);
    expect(answer).toContain('"url":"/api/v1/requests?n=3"');

    const root = await raw(`GET ${door.address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(statuses(root)).toEqual([302]);
  });
});
