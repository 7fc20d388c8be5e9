import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inboundTopic, outboundTopic } from '@sanban/contracts';
import { startKafka, testCertificates, type KafkaCluster } from '@sanban/embedded-kafka';
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  Kafka,
  logLevel,
  ResourcePatternTypes,
  type AclEntry,
} from 'kafkajs';

/** One broker that demands TLS, a client certificate and an account; accounts have the password `<name>-password`. */
export class SecuredKafka {
  private constructor(
    private readonly dir: string,
    private readonly cluster: KafkaCluster,
  ) {}

  static async start(accounts: readonly string[]): Promise<SecuredKafka> {
    const dir = mkdtempSync(join(tmpdir(), 'sanban-outside-'));
    const { ca, certificate, key } = testCertificates();
    writeFileSync(join(dir, 'ca.pem'), ca);
    writeFileSync(join(dir, 'certificate.pem'), certificate);
    writeFileSync(join(dir, 'key.pem'), key, { mode: 0o600 });
    const users = ['admin', ...accounts].map((name) => ({ name, password: `${name}-password` }));
    const jarsDir = join(__dirname, '../../../../.data/kafka-jars');
    const security = { ca, certificate, key, users, clientCertificates: true };
    return new SecuredKafka(dir, await startKafka({ dir, jarsDir, nodes: 1, security }));
  }

  /** As a service is told. */
  get config() {
    const { brokers } = this.cluster;
    const sasl = { mechanism: 'scram-sha-512' as const, username: 'admin', password: 'admin-password' };
    const tls = { ca: this.path('ca'), certificate: this.path('certificate'), key: this.path('key') };
    return { brokers, replicas: 1 as const, tls, sasl };
  }

  /** As another agency's program is told. */
  environment(account: string): Record<string, string> {
    return {
      KAFKA_BROKERS: this.cluster.brokers.join(','),
      KAFKA_CA: this.path('ca'),
      KAFKA_CERTIFICATE: this.path('certificate'),
      KAFKA_KEY: this.path('key'),
      KAFKA_USERNAME: account,
      KAFKA_PASSWORD: `${account}-password`,
    };
  }

  client(account: string): Kafka {
    return new Kafka({
      clientId: account,
      brokers: this.cluster.brokers,
      logLevel: logLevel.NOTHING,
      retry: { retries: 2 },
      ssl: {
        ca: readFileSync(this.path('ca')),
        cert: readFileSync(this.path('certificate')),
        key: readFileSync(this.path('key')),
      },
      sasl: { mechanism: 'scram-sha-512', username: account, password: `${account}-password` },
    });
  }

  /** The rights of docs/integration.md: read the own outbound topic, write the own inbound topic, groups of the own prefix. */
  async grant(account: string, agency: string): Promise<void> {
    const { READ, WRITE, DESCRIBE } = AclOperationTypes;
    const right = (resourceType: AclResourceTypes, resourceName: string, operation: AclOperationTypes): AclEntry => ({
      principal: `User:${account}`,
      host: '*',
      permissionType: AclPermissionTypes.ALLOW,
      resourcePatternType:
        resourceType === AclResourceTypes.GROUP ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
      resourceType,
      resourceName,
      operation,
    });
    const admin = this.client('admin').admin();
    await admin.connect();
    await admin.createAcls({
      acl: [
        right(AclResourceTypes.TOPIC, outboundTopic(agency), READ),
        right(AclResourceTypes.TOPIC, inboundTopic(agency), WRITE),
        right(AclResourceTypes.TOPIC, inboundTopic(agency), DESCRIBE),
        right(AclResourceTypes.GROUP, agency.replace('/', '.'), READ),
      ],
    });
    await admin.disconnect();
  }

  async stop(): Promise<void> {
    await Promise.all(this.cluster.nodes.map((node) => node.kill()));
    rmSync(this.dir, { recursive: true, force: true });
  }

  private path(name: 'ca' | 'certificate' | 'key'): string {
    return join(this.dir, `${name}.pem`);
  }
}
