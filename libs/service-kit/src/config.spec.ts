import { serviceConfigFrom } from './config';
import { ALONE } from './integration-config';

const complete = { DATABASE_URL: 'postgres://u:p@h/d', SANBAN_INTERNAL_SECRET: 'x'.repeat(32) };

it('reads the environment, quiet and true to time unless told otherwise', () => {
  expect(serviceConfigFrom(complete)).toEqual({
    databaseUrl: 'postgres://u:p@h/d',
    internalSecret: 'x'.repeat(32),
    demo: false,
    logLevel: 'info',
    integration: ALONE,
  });
  expect(serviceConfigFrom({ ...complete, SANBAN_DEMO: 'on', SANBAN_LOG_LEVEL: 'debug' })).toMatchObject({
    demo: true,
    logLevel: 'debug',
  });
});

it('names every variable at fault, and no value', () => {
  const faulty = { DATABASE_URL: 'mysql://secret', SANBAN_INTERNAL_SECRET: 'short', SANBAN_DEMO: 'perhaps' };
  expect(() => serviceConfigFrom(faulty)).toThrow(/DATABASE_URL.*\n.*SANBAN_INTERNAL_SECRET.*\n.*SANBAN_DEMO/);
  expect(() => serviceConfigFrom(faulty)).not.toThrow(/secret'|mysql/);
});
