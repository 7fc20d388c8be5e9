import { resolve } from 'node:path';
import { platformOptions, UsageError } from './options';

it('needs nothing: demo data in .data, port 3000 of this machine only', () => {
  expect(platformOptions([], {})).toMatchObject({
    dataDir: resolve('.data'),
    port: 3000,
    host: '127.0.0.1',
    demo: true,
    logLevel: 'warn',
  });
});

it('takes arguments before the environment', () => {
  const env = { PORT: '4000', DATABASE_URL: 'postgres://u@h/d', SANBAN_DEMO: 'off', SANBAN_LOG_LEVEL: 'info' };
  expect(platformOptions(['--data', '/x', '--host', '0.0.0.0'], env)).toMatchObject({
    dataDir: '/x',
    port: 4000,
    host: '0.0.0.0',
    databaseUrl: 'postgres://u@h/d',
    demo: false,
    logLevel: 'info',
  });
  expect(platformOptions(['--port', '0'], env).port).toBe(0);
});

it.each([
  ['a port that is none', ['--port', 'x'], {}, /port/],
  ['a port out of range', ['--port', '70000'], {}, /port/],
  ['an unknown option', ['--prot', '1'], {}, /--prot/],
  ['a word too many', ['start'], {}, /start/],
  ['another database', [], { DATABASE_URL: 'mysql://h/d' }, /DATABASE_URL/],
  ['an unknown mode', [], { SANBAN_DEMO: 'yes' }, /SANBAN_DEMO/],
])('refuses %s', (_what, args, env, message) => {
  expect(() => platformOptions(args, env)).toThrow(UsageError);
  expect(() => platformOptions(args, env)).toThrow(message);
});
