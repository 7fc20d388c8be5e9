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

it('takes Kafka for the bus where it names brokers, with TLS and SASL where they are asked for', () => {
  const plain = serviceConfigFrom({ ...complete, KAFKA_BROKERS: 'one:9092, two:9092', KAFKA_REPLICAS: '1' });
  expect(plain.kafka).toEqual({ brokers: ['one:9092', 'two:9092'], replicas: 1 });
  const secured = serviceConfigFrom({
    ...complete,
    ...{ KAFKA_BROKERS: 'one:9093', KAFKA_TLS: 'on', KAFKA_CA: 'ca.pem' },
    ...{ KAFKA_SASL: 'scram-sha-512', KAFKA_USERNAME: 'office', KAFKA_PASSWORD: 'pw' },
  });
  expect(secured.kafka).toEqual({
    brokers: ['one:9093'],
    replicas: 3,
    tls: { ca: 'ca.pem' },
    sasl: { mechanism: 'scram-sha-512', username: 'office', password: 'pw' },
  });
});

it.each([
  [{ KAFKA_BROKERS: 'no-port' }, /KAFKA_BROKERS/],
  [{ KAFKA_BROKERS: 'one:9092', KAFKA_REPLICAS: '2' }, /KAFKA_REPLICAS/],
  [{ KAFKA_BROKERS: 'one:9092', KAFKA_SASL: 'gssapi' }, /KAFKA_SASL/],
  [
    { KAFKA_BROKERS: 'one:9092', KAFKA_SASL: 'plain' },
    /^ {2}KAFKA_USERNAME: is needed with KAFKA_SASL\n {2}KAFKA_PASSWORD: is needed with KAFKA_SASL$/m,
  ],
  [{ KAFKA_BROKERS: 'one:9092', KAFKA_USERNAME: 'office' }, /^ {2}KAFKA_USERNAME: serves only with KAFKA_SASL$/m],
  [{ KAFKA_BROKERS: 'one:9092', KAFKA_PASSWORD: 'pw' }, /^ {2}KAFKA_PASSWORD: serves only with KAFKA_SASL$/m],
  [{ KAFKA_BROKERS: 'one:9092', KAFKA_CA: 'ca.pem' }, /^ {2}KAFKA_CA: serves only with KAFKA_TLS=on$/m],
  [{ KAFKA_BROKERS: 'one:9092', KAFKA_CERTIFICATE: 'c.pem' }, /^ {2}KAFKA_CERTIFICATE: serves only/m],
  [{ KAFKA_BROKERS: 'one:9092', KAFKA_KEY: 'k.pem' }, /^ {2}KAFKA_KEY: serves only/m],
])('refuses %j', (wrong, variable) => {
  expect(() => serviceConfigFrom({ ...complete, ...wrong })).toThrow(variable);
});
