import { ConfigResourceTypes, type ITopicConfig, type PartitionMetadata } from 'kafkajs';

/** How a topic must be. Its number of partitions never changes: keys would move and lose their order. */
export interface TopicSettings {
  partitions: number;
  /** On how many brokers each partition lies. */
  replicas: number;
  /** How many of them must have written before a message counts. */
  minInSyncReplicas: number;
  /** How long messages are kept, ms; null: for good, so that a new service can read from the beginning. */
  retentionMs: number | null;
  /** Whether only the last message of each key is kept. */
  compacted: boolean;
}

/** What a broker says of a topic: its partitions and its configuration, null where this user may not read that. */
export interface FoundTopic {
  partitions: readonly Pick<PartitionMetadata, 'replicas'>[];
  configuration: ReadonlyMap<string, string> | null;
}

const configurationOf = ({ minInSyncReplicas, retentionMs, compacted }: TopicSettings): Record<string, string> => ({
  'cleanup.policy': compacted ? 'compact' : 'delete',
  'retention.ms': retentionMs === null ? '-1' : String(retentionMs),
  'min.insync.replicas': String(minInSyncReplicas),
  // Never lose what was acknowledged, rather wait for the replica that has it.
  'unclean.leader.election.enable': 'false',
});

export const CONFIGURATION_NAMES = [
  'cleanup.policy',
  'retention.ms',
  'min.insync.replicas',
  'unclean.leader.election.enable',
];

export const topicToCreate = (topic: string, settings: TopicSettings): ITopicConfig => ({
  topic,
  numPartitions: settings.partitions,
  replicationFactor: settings.replicas,
  configEntries: Object.entries(configurationOf(settings)).map(([name, value]) => ({ name, value })),
});

export const topicToDescribe = (name: string) => ({
  type: ConfigResourceTypes.TOPIC,
  name,
  configNames: CONFIGURATION_NAMES,
});

/** One line for each setting that is not as declared: which, what is wanted, what is there. */
export function differences(topic: string, wanted: TopicSettings, found: FoundTopic): string[] {
  const lines: string[] = [];
  const compare = (setting: string, want: string, have: string) => {
    if (want !== have) lines.push(`topic ${topic}: ${setting} must be ${want}, is ${have}`);
  };
  compare('partitions', String(wanted.partitions), String(found.partitions.length));
  const replicas = new Set(found.partitions.map((partition) => partition.replicas.length));
  compare('replicas', String(wanted.replicas), [...replicas].sort().join(' and '));
  for (const [name, want] of Object.entries(configurationOf(wanted))) {
    const have = found.configuration?.get(name);
    if (have !== undefined) compare(name, want, have);
  }
  return lines;
}
