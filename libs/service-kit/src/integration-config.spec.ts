import { ALONE, integrationConfig, integrationEnvironment } from './integration-config';

const read = (env: Record<string, string>) => integrationConfig(integrationEnvironment.parse(env));

describe('what the environment says of other agencies’ systems', () => {
  it('nothing: there are none', () => {
    expect(read({})).toEqual(ALONE);
  });

  it('names systems, brokers and whether webhooks may go inside', () => {
    expect(
      read({
        SANBAN_OUTSIDE_SYSTEMS: '530902/tax=tax-hall, 530902/hrss=hr-hall',
        SANBAN_EVENT_SERVERS: 'kafka-secure://broker.example:9093,kafka://10.0.0.1:9092',
        SANBAN_WEBHOOK_ALLOW_PRIVATE: 'on',
      }),
    ).toEqual({
      outsideSystems: { '530902/tax': 'tax-hall', '530902/hrss': 'hr-hall' },
      eventServers: ['kafka-secure://broker.example:9093', 'kafka://10.0.0.1:9092'],
      webhookAllowPrivate: true,
    });
  });

  it.each([
    ['SANBAN_OUTSIDE_SYSTEMS', 'tax=tax-hall'],
    ['SANBAN_OUTSIDE_SYSTEMS', '530902/tax'],
    ['SANBAN_OUTSIDE_SYSTEMS', '530902/tax=税务大厅'],
    ['SANBAN_EVENT_SERVERS', 'broker.example:9093'],
    ['SANBAN_WEBHOOK_ALLOW_PRIVATE', 'yes'],
  ])('refuses %s=%s', (name, value) => {
    expect(integrationEnvironment.safeParse({ [name]: value })).toMatchObject({
      error: { issues: [{ path: expect.arrayContaining([name]) as unknown }] },
    });
  });
});
