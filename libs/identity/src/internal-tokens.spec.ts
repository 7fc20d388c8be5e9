import { createSigner } from 'fast-jwt';
import { InternalTokens } from './internal-tokens';
import type { Principal } from './principal';

const secret = 's'.repeat(32);
const principal: Principal = {
  user: 'u1',
  name: '张',
  region: '530902',
  agency: '530902/finance',
  enterprise: null,
  roles: ['handler'],
};

it('a service reads back whom the gateway meant', () => {
  const token = new InternalTokens(secret).sign(principal);
  expect(new InternalTokens(secret).verify(token)).toEqual(principal);
});

it('refuses another secret, a changed token, no token, another algorithm and another issuer', () => {
  const tokens = new InternalTokens(secret);
  const token = tokens.sign(principal);
  const [head, , signature] = token.split('.');
  const forged = Buffer.from(JSON.stringify({ principal: { ...principal, roles: ['operator'] } })).toString(
    'base64url',
  );
  expect(new InternalTokens('t'.repeat(32)).verify(token)).toBeNull();
  expect(tokens.verify(`${head}.${forged}.${signature}`)).toBeNull();
  expect(tokens.verify('')).toBeNull();
  expect(tokens.verify(createSigner({ algorithm: 'none' })({ principal }))).toBeNull();
  const stranger = createSigner({ key: secret, algorithm: 'HS256', iss: 'somebody', expiresIn: 1000 });
  expect(tokens.verify(stranger({ principal }))).toBeNull();
});

it('refuses a token without an end and a principal that is none', () => {
  const tokens = new InternalTokens(secret);
  const endless = createSigner({ key: secret, algorithm: 'HS256', iss: 'sanban-gateway' });
  expect(tokens.verify(endless({ principal }))).toBeNull();
  const odd = createSigner({ key: secret, algorithm: 'HS256', iss: 'sanban-gateway', expiresIn: 60_000 });
  expect(tokens.verify(odd({ principal: { ...principal, roles: ['king'] } }))).toBeNull();
});

it('signs once for half of the token’s life, and what is verified from the cache still ends', () => {
  let now = Date.now();
  const tokens = new InternalTokens(secret, { lifetimeSeconds: 100, now: () => now });
  const first = tokens.sign(principal);
  expect(tokens.verify(first)).toEqual(principal);
  now += 49_000;
  expect(tokens.sign(principal)).toBe(first);
  now += 2_000;
  tokens.sign(principal);
  expect(tokens.verify(first)).toEqual(principal);
  now += 60_000;
  expect(tokens.verify(first)).toBeNull();
});

it('keeps no more verified tokens than it was told', () => {
  const tokens = new InternalTokens(secret, { cacheSize: 2 });
  const all = ['a', 'b', 'c', 'd'].map((user) => tokens.sign({ ...principal, user }));
  for (const token of [...all, ...all]) expect(tokens.verify(token)).not.toBeNull();
});

it('needs a secret worth the name', () => {
  expect(() => new InternalTokens('short')).toThrow('32 characters');
});
