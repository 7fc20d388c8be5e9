import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveClasses } from './archive-classes';
import { distribution } from './distribution';
import { KafkaNode } from './node';
import { freePorts } from './ports';
import type { NodePlan, Security } from './properties';

export interface KafkaCluster {
  /** `host:port` of every node. */
  brokers: string[];
  nodes: KafkaNode[];
  /** Resolves when all nodes answer; when one does not come up, none is left running. */
  start(): Promise<void>;
  /** Orderly stop of all nodes, also of those that are on their way up. */
  stop(): Promise<void>;
}

export interface KafkaOptions {
  /** Keeps data of the cluster: started again on the same folder, topics and messages are there. */
  dir: string;
  /** Where the jars lie; shared by clusters. Default: `dir`. */
  jarsDir?: string;
  nodes: 1 | 3;
  security?: Security;
  /** First port of the clients' listeners; where it is absent those of the last time, at first free ones. */
  port?: number;
}

/**
 * Apache Kafka in KRaft mode, ready to be started: until then nothing runs.
 * @throws where Java or Maven is missing, or somebody runs it on this data
 */
export async function layOutKafka(options: KafkaOptions): Promise<KafkaCluster> {
  const jars = await distribution(options.jarsDir ?? options.dir);
  await archiveClasses(jars);
  const { clusterId, plans } = await layout(options);
  const nodes = plans.map((plan) => new KafkaNode(plan, jars));
  await Promise.all(nodes.map((node) => node.endLeftOver()));
  const ports = plans.map(({ clientPort }) => clientPort);
  writeFileSync(layoutFile(options), [clusterId, ...ports].join('\n'));
  for (const node of nodes) node.prepare(clusterId, plans, options.security);
  return {
    brokers: nodes.map(({ address }) => address),
    nodes,
    start: async () => {
      try {
        await Promise.all(nodes.map((node) => node.start()));
      } catch (error) {
        await Promise.all(nodes.map((node) => node.kill()));
        throw error;
      }
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

/** Lays it out and starts it. @throws also when a node does not come up, or a port is taken (EADDRINUSE) */
export async function startKafka(options: KafkaOptions): Promise<KafkaCluster> {
  const cluster = await layOutKafka(options);
  await cluster.start();
  return cluster;
}

/** Cluster id and clients' ports are kept with the data; the nodes are told each other's ports at every start. */
async function layout(options: KafkaOptions): Promise<{ clusterId: string; plans: NodePlan[] }> {
  mkdirSync(options.dir, { recursive: true });
  const { dir, nodes, port } = options;
  const file = layoutFile(options);
  const [clusterId = randomBytes(16).toString('base64url'), ...kept] = existsSync(file)
    ? readFileSync(file, 'utf8').split('\n')
    : [];
  const free = await freePorts(nodes * 2);
  const plans = Array.from({ length: nodes }, (_, i) => ({
    id: i + 1,
    clientPort: port === undefined ? Number(kept[i] ?? free[i]) : port + i,
    controllerPort: Number(free[nodes + i]),
    dir: join(dir, `${nodes}-node-${i + 1}`),
  }));
  return { clusterId, plans };
}

const layoutFile = ({ dir, nodes }: KafkaOptions): string => join(dir, `cluster-${nodes}.txt`);
