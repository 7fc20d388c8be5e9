import { kafkaConnection, seldom } from './connection';

it.each([
  [{ brokers: [] }, 'brokers'],
  [{ brokers: ['kafka://one:9092'] }, 'host:port'],
  [{ brokers: ['one:9092'], tls: { rejectUnauthorized: false } }, 'rejectUnauthorized'],
  [{ brokers: ['one:9092'], sasl: { mechanism: 'gssapi', username: 'u', password: 'p' } }, 'mechanism'],
  [{ brokers: ['one:9092'], sasl: { mechanism: 'plain', username: 'u', password: '' } }, 'password'],
])('a connection of %j is refused, naming what is wrong', (wrong, name) => {
  const parsed = kafkaConnection.safeParse(wrong);
  expect(JSON.stringify(parsed.error?.issues)).toContain(name);
});

it('the same line is logged once, others at once', () => {
  const lines: string[] = [];
  const log = seldom((_, line) => lines.push(line));
  for (const line of ['away', 'away', 'other', 'away']) log('warn', line);
  expect(lines).toEqual(['away', 'other']);
});
