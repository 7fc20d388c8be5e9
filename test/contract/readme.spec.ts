import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandIdOf } from '@sanban/service-kit';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');

it('the tour names the id that everybody gets', () => {
  const user = /token (\S+-enterprise-1)\)/.exec(readme)?.[1] ?? '';
  const key = /idempotency-key: (\w+)/.exec(readme)?.[1] ?? '';
  const named = [...readme.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g)];
  expect(new Set(named.map(([id]) => id))).toEqual(new Set([commandIdOf(user, key)]));
});
