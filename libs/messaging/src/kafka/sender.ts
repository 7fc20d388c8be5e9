import { Partitioners, type Producer } from 'kafkajs';
import { kafkaClient, REQUEST_TIMEOUT_MS, type KafkaConnection, type KafkaLog } from './connection';
import { within } from './deadline';
import { inPartition, type Outgoing } from './message';

/** How long brokers may take for all replicas to have written; they answer with an error then. */
const WRITE_MS = 5_000;
const ATTEMPT_MS = WRITE_MS + 3 * REQUEST_TIMEOUT_MS;
/** A client that has failed for so long is replaced: its idea of the cluster may be wrong for good. */
const RENEW_AFTER_MS = 4_000;

/** One attempt at a time and partition, its answer checked; whoever calls repeats. */
export class Sender {
  private producer: Promise<Producer> | undefined;
  private failingSince: number | undefined;

  constructor(
    private readonly connection: KafkaConnection,
    private readonly clientId: string,
    private readonly log: KafkaLog,
  ) {}

  /**
   * Resolves when all in-sync replicas have the messages. One partition a call: a `send` of kafkajs over several brokers loses
   * messages when a leader moves meanwhile, and leaves out a partition that it does not know at the moment without an error.
   * @throws when that is not certain: send the very same again, before anything else for this partition.
   */
  async send(topic: string, partition: number, messages: readonly Outgoing[]): Promise<void> {
    const used = (this.producer ??= this.connect());
    try {
      await within(
        ATTEMPT_MS,
        used.then((producer) => attempt(producer, topic, partition, messages)),
        `${topic}/${partition} was not written`,
      );
      this.failingSince = undefined;
    } catch (error) {
      this.failingSince ??= performance.now();
      if (performance.now() - this.failingSince > RENEW_AFTER_MS) await this.drop(used);
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.producer) await this.drop(this.producer);
  }

  private async connect(): Promise<Producer> {
    const producer = kafkaClient(this.connection, this.clientId, this.log).producer({
      // No idempotent producer: it reuses sequence numbers of lost answers, and brokers then take new messages for old ones.
      retry: { retries: 0 },
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      // A partition that is missing from the metadata for a moment comes back with the next look.
      metadataMaxAge: 2_000,
    });
    await producer.connect();
    return producer;
  }

  /** Lets go of `used`; what it has in flight fails and is repeated with the next one. */
  private async drop(used: Promise<Producer>): Promise<void> {
    if (this.producer !== used) return;
    this.producer = undefined;
    this.failingSince = undefined;
    const producer = await used.catch(() => undefined);
    await producer?.disconnect().catch(() => undefined);
  }
}

async function attempt(
  producer: Producer,
  topic: string,
  partition: number,
  messages: readonly Outgoing[],
): Promise<void> {
  const answers = await producer.send({
    topic,
    acks: -1,
    timeout: WRITE_MS,
    messages: messages.map((message) => inPartition(message, partition)),
  });
  const [answer] = answers;
  if (answers.length !== 1 || answer?.partition !== partition || answer.errorCode !== 0) {
    throw new Error(`${topic}/${partition}: the brokers have not acknowledged it (${JSON.stringify(answers)})`);
  }
}
