import { join } from 'node:path';

export interface NodePlan {
  id: number;
  clientPort: number;
  controllerPort: number;
  /** Data folder of this node. */
  dir: string;
}

/** TLS and SASL for the listener of clients and brokers; controllers talk to each other in the clear on the loopback. */
export interface Security {
  /** PEM files. */
  key: string;
  certificate: string;
  ca: string;
  /** Accounts for SCRAM-SHA-512, created when the storage is formatted, and for PLAIN. The first is the super user. */
  users: readonly { name: string; password: string }[];
  /** Clients must show a certificate of `ca` as well. */
  clientCertificates?: boolean;
}

/** `server.properties` of one node of a KRaft cluster in which every node is broker and controller. */
export function serverProperties(node: NodePlan, all: readonly NodePlan[], security?: Security): string {
  const replicas = Math.min(3, all.length);
  const protocol = security ? 'SASL_SSL' : 'PLAINTEXT';
  const settings: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'controller.quorum.voters': all.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(','),
    listeners: `CLIENT://127.0.0.1:${node.clientPort},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `CLIENT://127.0.0.1:${node.clientPort}`,
    'listener.security.protocol.map': `CLIENT:${protocol},CONTROLLER:PLAINTEXT`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENT',
    'log.dirs': join(node.dir, 'logs'),
    'default.replication.factor': replicas,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': Math.min(2, replicas),
    'min.insync.replicas': Math.min(2, replicas),
    'auto.create.topics.enable': false,
    'group.initial.rebalance.delay.ms': 0,
    // Tests want dead members noticed sooner than the default of 6 s.
    'group.min.session.timeout.ms': 1000,
    // 50 by default: on one machine they only slow down a start.
    'offsets.topic.num.partitions': 6,
    // By default the partitions of a killed broker have no leader for 9 s.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    ...(security && secured(security)),
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
}

function secured(security: Security): Record<string, string> {
  const [superUser] = security.users;
  return {
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512,PLAIN',
    'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
    'listener.name.client.scram-sha-512.sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required username="${superUser?.name ?? ''}" password="${superUser?.password ?? ''}";`,
    'listener.name.client.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required ${security.users.map(({ name, password }) => `user_${name}="${password}"`).join(' ')};`,
    // Without the listener's name it is ignored where SASL is asked for, too.
    'listener.name.client.ssl.client.auth': security.clientCertificates ? 'required' : 'none',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.key': pem(security.key),
    'ssl.keystore.certificate.chain': pem(security.certificate),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.certificates': pem(security.ca),
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': `User:${superUser?.name ?? ''};User:ANONYMOUS`,
  };
}

/** A PEM text as one line of a properties file. */
const pem = (text: string): string => text.trim().replaceAll('\n', '\\n');
