import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka, type KafkaCluster } from './cluster';
import { distribution } from './distribution';
import { archiveOf } from './jvm';
import { KafkaNode } from './node';

jest.setTimeout(60_000);

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

describe('a broker of our own', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sanban-broker-'));
  const jarsDir = join(__dirname, '../../../.data/kafka-jars');
  let cluster: KafkaCluster | undefined;
  afterAll(async () => {
    await Promise.all(cluster?.nodes.map((node) => node.kill()) ?? []);
    rmSync(dir, { recursive: true, force: true });
  });

  it('comes up, is killed, stopped and started again on the same data and ports', async () => {
    cluster = await startKafka({ dir, jarsDir, nodes: 1 });
    const { brokers } = cluster;
    const [node] = cluster.nodes;
    const { clientPort, dir: data } = node!.plan;
    const identity = () => readFileSync(join(data, 'logs/meta.properties'), 'utf8');
    const before = identity();
    expect(await answers(clientPort)).toBe(true);

    await node!.kill();
    expect(node!.running).toBe(false);
    expect(await answers(clientPort)).toBe(false);
    await node!.start();
    expect(await answers(clientPort)).toBe(true);

    await cluster.stop();
    expect(await answers(clientPort)).toBe(false);
    cluster = await startKafka({ dir, jarsDir, nodes: 1 });
    expect(cluster.brokers).toEqual(brokers);
    expect(identity()).toBe(before);
    expect(existsSync(join(data, 'server.log'))).toBe(true);
  });

  it('shares the classes that were archived the first time', async () => {
    const [pid = ''] = readFileSync(join(cluster!.nodes[0]!.plan.dir, 'server.pid'), 'utf8').split(' ');
    expect(readFileSync(`/proc/${pid}/maps`, 'utf8')).toContain(archiveOf(await distribution(jarsDir)));
  });

  it('tells an orderly end from one by force, which would leave half an archive', async () => {
    const node = cluster!.nodes[0]!;
    const stopped = node.stop();
    await node.kill();
    expect(await stopped).toBe(false);
    await node.start();
    expect(await node.stop()).toBe(true);
  });

  it('formats its storage with any id, one that begins with a dash too', async () => {
    const plan = { id: 1, clientPort: 1, controllerPort: 2, dir: join(dir, 'dash') };
    const clusterId = '-8Q3ZzHbQeG1mVbq0mRr7A';
    new KafkaNode(plan, await distribution(jarsDir)).prepare(clusterId, [plan]);
    expect(readFileSync(join(plan.dir, 'logs/meta.properties'), 'utf8')).toContain(`cluster.id=${clusterId}\n`);
  });
});
