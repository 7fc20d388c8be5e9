import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { distribution } from './distribution';
import { KafkaNode } from './node';
import type { NodePlan, Security } from './properties';

export interface KafkaCluster {
  /** `host:port` of every node. */
  brokers: string[];
  nodes: KafkaNode[];
  /** Orderly stop of all nodes. */
  stop(): Promise<void>;
}

export interface KafkaOptions {
  /** Keeps data of the cluster: started again on the same folder, topics and messages are there. */
  dir: string;
  /** Where the jars lie; shared by clusters. Default: `dir`. */
  jarsDir?: string;
  nodes: 1 | 3;
  security?: Security;
  /** First port of the clients' listeners; free ones are picked where it is absent. */
  port?: number;
}

/** Starts Apache Kafka in KRaft mode. @throws where Java or Maven is missing, or a node does not come up. */
export async function startKafka(options: KafkaOptions): Promise<KafkaCluster> {
  const jars = await distribution(options.jarsDir ?? options.dir);
  const { clusterId, plans } = await layout(options);
  const nodes = plans.map((plan) => new KafkaNode(plan, jars));
  for (const node of nodes) node.prepare(clusterId, plans, options.security);
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  try {
    await Promise.all(nodes.map((node) => node.start()));
  } catch (error) {
    await Promise.all(nodes.map((node) => node.kill()));
    throw error;
  }
  return { brokers: nodes.map(({ address }) => address), nodes, stop };
}

/** Cluster id and ports are kept with the data: the nodes know each other by them. */
async function layout(options: KafkaOptions): Promise<{ clusterId: string; plans: NodePlan[] }> {
  mkdirSync(options.dir, { recursive: true });
  const file = join(options.dir, `cluster-${options.nodes}.txt`);
  if (!existsSync(file)) {
    const ports = await freePorts(options.nodes * 2);
    const clients = ports.slice(0, options.nodes).map((port, i) => (options.port ? options.port + i : port));
    writeFileSync(file, [randomBytes(16).toString('base64url'), ...clients, ...ports.slice(options.nodes)].join('\n'));
  }
  const [clusterId = '', ...ports] = readFileSync(file, 'utf8').split('\n');
  const plans = Array.from({ length: options.nodes }, (_, i) => ({
    id: i + 1,
    clientPort: Number(ports[i]),
    controllerPort: Number(ports[options.nodes + i]),
    dir: join(options.dir, `${options.nodes}-node-${i + 1}`),
  }));
  return { clusterId, plans };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  return Promise.all(
    servers.map((server) => {
      const address = server.address();
      return new Promise<number>((resolve, reject) =>
        server.close(() =>
          address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
        ),
      );
    }),
  );
}
