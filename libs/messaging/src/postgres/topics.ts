import type { Pool } from 'pg';
import { InvalidMessage } from '../port';
import { inTransaction } from '../transaction';

export interface Topic {
  id: number;
  name: string;
  partitions: number;
}

/** What a topic gets that nobody declared otherwise. */
export const DEFAULT_PARTITIONS = 6;

const NAME = /^[a-zA-Z0-9._-]{1,200}$/;

/** The topics that this process has met; a topic is created when it is met first. */
export class Topics {
  private readonly known = new Map<string, Promise<Topic>>();

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
  ) {}

  /**
   * @param partitions what the caller declares; absent: whatever the topic has, or the default for a new one.
   * @throws Error when the topic has another number: keys would change their partition and lose their order.
   */
  async named(name: string, partitions?: number): Promise<Topic> {
    let found = this.known.get(name);
    if (found === undefined) {
      found = this.create(name, partitions ?? DEFAULT_PARTITIONS);
      this.known.set(name, found);
      found.catch(() => this.known.delete(name));
    }
    const topic = await found;
    if (partitions !== undefined && topic.partitions !== partitions) {
      throw new Error(
        `topic ${name} has ${topic.partitions} partitions, ${partitions} are declared: the number of a topic never changes`,
      );
    }
    return topic;
  }

  private async create(name: string, partitions: number): Promise<Topic> {
    if (!NAME.test(name)) throw new InvalidMessage(`topic ${JSON.stringify(name)}: letters, digits, . _ - only`);
    const existing = await this.find(name);
    if (existing) return existing;
    await inTransaction(this.pool, async (tx) => {
      const made = await tx.query<{ id: number }>(
        `INSERT INTO ${this.schema}.topics (name, partitions) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING id`,
        [name, partitions],
      );
      const id = made.rows[0]?.id;
      if (id === undefined) return;
      await tx.query(
        `INSERT INTO ${this.schema}.partitions (topic_id, partition) SELECT $1, generate_series(0, $2::int - 1)`,
        [id, partitions],
      );
    });
    const created = await this.find(name);
    if (!created) throw new Error(`topic ${name} has been removed while it was being created`);
    return created;
  }

  private async find(name: string): Promise<Topic | undefined> {
    const found = await this.pool.query<Topic>(
      `SELECT id, name, partitions FROM ${this.schema}.topics WHERE name = $1`,
      [name],
    );
    return found.rows[0];
  }
}
