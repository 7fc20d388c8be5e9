import { newSecret, sign, signatureHeaders } from './signature';

describe('Standard Webhooks signatures', () => {
  it('agrees with the example of the specification', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(sign(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('signs with every secret that is valid', () => {
    const [one, other] = [newSecret(), newSecret()];
    expect(signatureHeaders([one, other], 'id', 1, '{}')).toEqual({
      'webhook-id': 'id',
      'webhook-timestamp': '1',
      'webhook-signature': `${sign(one, 'id', 1, '{}')} ${sign(other, 'id', 1, '{}')}`,
    });
  });

  it('makes secrets of 32 random bytes', () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
  });
});
