import { SERVICES } from '@sanban/contracts';
import { upstreamsFrom } from './upstream-config';

const behind = SERVICES.filter((name) => name !== 'gateway');
const env = Object.fromEntries(
  behind.map((name, index) => [`UPSTREAM_${name.toUpperCase()}`, `http://10.0.0.${index}:80`]),
);

it('takes an address for every service', () => {
  const found = upstreamsFrom(env);
  expect([...found.keys()]).toEqual(behind);
  expect(found.get('coordination')).toBe('http://10.0.0.0:80');
});

it('names every address that is missing or none', () => {
  expect(() => upstreamsFrom({ ...env, UPSTREAM_TAX: undefined, UPSTREAM_PBOC: 'pboc:80' })).toThrow(
    /UPSTREAM_TAX: .*\n.*UPSTREAM_PBOC: must be the http:\/\/ address/,
  );
});
