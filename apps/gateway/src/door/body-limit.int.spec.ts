import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { json } from 'node:stream/consumers';
import { TestGateway } from '../testing/test-gateway';

describe('a body before a service in a process of its own', () => {
  let door: TestGateway;
  beforeAll(async () => {
    door = await TestGateway.start();
  }, 20_000);
  afterAll(() => door.close());

  const bodyOf = (bytes: number) => Buffer.from(JSON.stringify({ text: 'x'.repeat(bytes - 11) }));

  /** @param chunked it does not say how long it is */
  const post = async (bytes: number, chunked: boolean) => {
    const body = bodyOf(bytes);
    const sent = request(`${door.address}/api/v1/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(chunked ? {} : { 'content-length': body.length }) },
    });
    const answered = new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
      sent.on('response', (response) => {
        json(response).then((answer) => resolve({ status: response.statusCode, body: answer }), reject);
      });
      sent.on('error', reject);
    });
    const pieces = Array.from({ length: Math.ceil(bytes / 16_384) }, (_, nth) =>
      body.subarray(nth * 16_384, (nth + 1) * 16_384),
    );
    // That the door hangs up before all is sent is what is tried here.
    const sending = pipeline(Readable.from(pieces), sent).catch(() => undefined);
    const answer = await answered;
    await sending;
    return answer;
  };

  it.each([
    ['2 MB', 2_000_000, false],
    ['8 MB', 8_000_000, false],
    ['2 MB that do not say so', 2_000_000, true],
    ['one byte too many', 1_048_577, false],
    ['one byte too many that does not say so', 1_048_577, true],
  ])('of %s is refused as too large, each of ten times', async (_what, bytes, chunked) => {
    for (let time = 0; time < 10; time += 1) {
      expect(await post(bytes, chunked)).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
    }
  });

  it.each([[false], [true]])('of the largest size reaches it (chunked: %s)', async (chunked) => {
    const { status, body } = await post(1_048_576, chunked);
    expect(status).toBe(200);
    expect(body).toMatchObject({ body: { text: 'x'.repeat(1_048_565) } });
  });
});
