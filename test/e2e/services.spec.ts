import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { dataFolder, removeFolder } from './support/platform';
import { freeRow } from './support/ports';
import { Services } from './support/services';

/** The gateway's, and one a service. */
const PORTS = 9;

describe('npm run services', () => {
  const folders: string[] = [];
  const folder = () => {
    const data = dataFolder();
    folders.push(data);
    return data;
  };
  afterAll(() => folders.forEach(removeFolder));

  it.each([
    { before: 'postgres', args: [], go: '--bus postgres' },
    { before: 'kafka 1', args: ['--bus', 'postgres'], go: '--nodes 1' },
    { before: 'kafka 1', args: ['--nodes', '3'], go: '--nodes 1' },
    { before: 'kafka 3', args: [], go: '--nodes 3' },
    { before: 'kafka 1', args: [], env: { KAFKA_BROKERS: '127.0.0.1:9' }, go: '--nodes 1' },
    { before: 'kafka elsewhere', args: [], go: 'KAFKA_BROKERS' },
  ])('does not go on with $args where the folder was begun with $before', async ({ before, args, env, go }) => {
    const data = folder();
    writeFileSync(join(data, 'bus'), `${before}\n`);
    const services = Services.start(['--data', data, ...args], env);
    expect(await services.exit).toBe(1);
    expect(services.printed).toContain(
      `${data} was begun with ${go}: go on with that, or take another folder (--data).`,
    );
    expect(readdirSync(data)).not.toContain('postgres');
  });

  it('takes no other program at a service’s port for that service', async () => {
    const gateway = await freeRow(PORTS);
    const other = createServer().listen(gateway + 3, '127.0.0.1');
    await once(other, 'listening');
    const services = Services.start(['--data', folder(), '--bus', 'postgres', '--port', String(gateway)]);
    expect(await services.exit).toBe(1);
    other.close();
    expect(services.printed).toContain(`Port ${gateway + 3} is taken by another program: --port N chooses others.`);
    expect(services.printed).not.toContain('coordination');
  });

  it('runs on PostgreSQL when it shall, whatever is exported for Kafka, and stops cleanly on Ctrl-C', async () => {
    const gateway = await freeRow(PORTS);
    const services = Services.start(['--data', folder(), '--bus', 'postgres', '--port', String(gateway)], {
      KAFKA_BROKERS: '127.0.0.1:9',
      KAFKA_REPLICAS: '2',
    });
    await services.says(new RegExp(`Sanban {2}http://127.0.0.1:${gateway}`));
    expect((await fetch(`http://127.0.0.1:${gateway}/health/ready`)).status).toBe(200);
    expect(await services.interrupt()).toBe(0);
  });

  it('says why a service does not start, once, however often it tries', async () => {
    const services = Services.start(['--data', folder(), '--port', String(await freeRow(PORTS))], {
      KAFKA_BROKERS: '127.0.0.1:9',
      KAFKA_REPLICAS: '2',
    });
    await services.says(/tax +starting +restarted 2×/);
    expect(
      services.printed.match(/tax: did not start: The environment is not complete: KAFKA_REPLICAS: /g),
    ).toHaveLength(1);
    expect(await services.interrupt()).toBe(0);
  });
});
