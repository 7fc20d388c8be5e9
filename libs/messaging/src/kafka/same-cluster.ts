import type { Pool } from 'pg';
import { assertSameBus } from '../inbox/identity';
import { describeError } from '../transient';
import type { KafkaAdmin } from './admin';
import type { KafkaLog } from './connection';

/**
 * Holds the brokers against the bus that this service's positions are of, before anything is read or published. An exchange of
 * the whole cluster breaks every connection: while those of the administrative client stand, it is the one that it was.
 */
export class SameCluster {
  private looking: Promise<void> | undefined;
  /** Id of the cluster that the positions are of, once that is known. */
  private ours: string | undefined;
  /** What had been lost when the brokers last said who they are, and were the right ones. */
  private certainAt: number | undefined;
  /** Why they are not the right ones; null while they are, and while they have not said who they are. */
  lastError: string | null = null;

  constructor(
    private readonly admin: KafkaAdmin,
    private readonly inbox: Pool,
    private readonly log: KafkaLog,
  ) {
    admin.watch((clusterId) => this.heard(clusterId));
  }

  /** At once where no connection was lost since the last time. @throws ForeignBus; else why it cannot be known. */
  async confirm(): Promise<void> {
    if (this.certainAt === this.admin.lost) return;
    this.looking ??= this.look();
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      const { clusterId } = await this.admin.ask((admin) => admin.describeCluster());
      await this.heard(clusterId);
    } finally {
      this.looking = undefined;
    }
  }

  private async heard(clusterId: string): Promise<void> {
    const { lost } = this.admin;
    try {
      if (clusterId !== this.ours) await this.compare(clusterId);
      this.certainAt = lost;
      this.lastError = null;
    } catch (error) {
      this.certainAt = undefined;
      this.lastError = describeError(error);
      this.log('error', this.lastError);
      throw error;
    }
  }

  private async compare(clusterId: string): Promise<void> {
    // kafkajs promises one; some systems that speak Kafka's protocol have none, and would all be taken for the same.
    if (!clusterId) throw new Error('the brokers do not say which cluster they are');
    await assertSameBus(this.inbox, `kafka ${clusterId}`);
    this.ours = clusterId;
  }
}
