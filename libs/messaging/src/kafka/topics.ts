import type { Admin } from 'kafkajs';
import { setTimeout as delay } from 'node:timers/promises';
import { InvalidMessage } from '../port';
import { describeError } from '../transient';
import type { KafkaAdmin } from './admin';
import { REQUEST_TIMEOUT_MS, type KafkaLog } from './connection';
import { isFinal, kafkaTypes } from './errors';
import type { SameCluster } from './same-cluster';
import { differences, topicToCreate, topicToDescribe, type FoundTopic, type TopicSettings } from './topic-settings';

/** How long a topic is looked at again before it is taken for what it seems, and how often. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 250;
const UNKNOWN = 'it was created and is not known to the brokers yet';

/** A topic that is not as it is declared: only a person can say which of the two is wrong. */
export class TopicMismatch extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join('; '));
    this.name = 'TopicMismatch';
  }
}

export interface TopicsOptions {
  admin: KafkaAdmin;
  cluster: SameCluster;
  declared: Readonly<Record<string, TopicSettings>>;
  /** What a topic gets that is not declared; absent: it is refused. */
  others?: TopicSettings;
  log: KafkaLog;
}

/** The declared topics of the one cluster that is ours: each is created or checked once, when it is met first. */
export class Topics {
  private readonly ready = new Map<string, Promise<TopicSettings>>();

  constructor(private readonly options: TopicsOptions) {}

  /** How the topic is declared, whether or not Kafka has been asked. @throws InvalidMessage where it is not. */
  declared(name: string): TopicSettings {
    const settings = this.options.declared[name] ?? this.options.others;
    if (settings === undefined) throw new InvalidMessage(`topic ${name} is not declared`);
    return settings;
  }

  /** Creates or checks all declared topics. @throws ForeignBus; TopicMismatch naming every wrong setting; else what Kafka answers. */
  async ensureDeclared(): Promise<void> {
    await this.options.cluster.confirm();
    const outcomes = await Promise.allSettled(Object.keys(this.options.declared).map((name) => this.ensure(name)));
    const errors = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const wrong = errors.flatMap((error) => (error instanceof TopicMismatch ? [error.message] : []));
    if (wrong.length > 0) throw new TopicMismatch(wrong);
    if (errors.length > 0) throw errors.find(isFinal) ?? errors[0];
  }

  /**
   * Resolves when the topic exists as declared, on the cluster that is ours: to be asked before anything is read from it or
   * published. A failure is tried again by the next call.
   */
  async ensure(name: string): Promise<TopicSettings> {
    await this.options.cluster.confirm();
    let found = this.ready.get(name);
    if (found === undefined) {
      found = this.createOrCheck(name);
      this.ready.set(name, found);
      found.catch(() => this.ready.delete(name));
    }
    return found;
  }

  private async createOrCheck(name: string): Promise<TopicSettings> {
    const settings = this.declared(name);
    const { admin } = this.options;
    let found = await admin.ask((asked) => this.find(asked, name));
    if (found === null) await admin.ask((asked) => create(asked, name, settings));
    // Brokers learn of a new topic one after the other, and while one is going the others may leave out its partitions.
    let wrong = found === null ? [UNKNOWN] : differences(name, settings, found);
    const until = performance.now() + PATIENCE_MS;
    while (wrong.length > 0 && performance.now() < until) {
      await delay(LOOK_MS);
      found = await admin.ask((asked) => this.find(asked, name));
      wrong = found === null ? [UNKNOWN] : differences(name, settings, found);
    }
    if (found === null) throw new Error(`topic ${name}: ${UNKNOWN}`);
    if (wrong.length > 0) throw new TopicMismatch(wrong);
    return settings;
  }

  private async find(admin: Admin, name: string): Promise<FoundTopic | null> {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
      const partitions = topics.find((topic) => topic.name === name)?.partitions ?? [];
      return partitions.length === 0 ? null : { partitions, configuration: await this.configuration(admin, name) };
    } catch (error) {
      if (kafkaTypes(error).includes('UNKNOWN_TOPIC_OR_PARTITION')) return null;
      throw isFinal(error) ? new Error(`topic ${name}: ${describeError(error)}`, { cause: error }) : error;
    }
  }

  private async configuration(admin: Admin, name: string): Promise<FoundTopic['configuration']> {
    try {
      const { resources } = await admin.describeConfigs({
        resources: [topicToDescribe(name)],
        includeSynonyms: false,
      });
      return new Map(
        resources.flatMap((resource) =>
          resource.configEntries.map(({ configName, configValue }): [string, string] => [configName, configValue]),
        ),
      );
    } catch (error) {
      if (!kafkaTypes(error).includes('TOPIC_AUTHORIZATION_FAILED')) throw error;
      this.options.log(
        'warn',
        `topic ${name}: this user may not read its configuration, which is not checked therefore`,
      );
      return null;
    }
  }
}

async function create(admin: Admin, name: string, settings: TopicSettings): Promise<void> {
  try {
    await admin.createTopics({
      topics: [topicToCreate(name, settings)],
      waitForLeaders: false,
      timeout: REQUEST_TIMEOUT_MS,
    });
  } catch (error) {
    const types = kafkaTypes(error);
    // Another service was quicker: what it made is checked as any other.
    if (types.includes('TOPIC_ALREADY_EXISTS')) return;
    throw new Error(`topic ${name} cannot be created: ${types.join(', ') || describeError(error)}`, { cause: error });
  }
}
