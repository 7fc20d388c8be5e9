import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../transaction';
import { assign, type Lease, type Member, type PartitionRef } from './assignment';
import type { Topic } from './topics';

export interface Standing {
  owned: PartitionRef[];
  surplus: PartitionRef[];
  members: number;
  /** Whether others should look again: somebody joined, died or gave up a partition. */
  changed: boolean;
}

/** One member's place in its group: a row with an expiry, and the leases that name it. Times are the server's. */
export class Membership {
  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
    private readonly group: string,
    private readonly member: string,
    private readonly topics: readonly Topic[],
    private readonly leaseMs: number,
  ) {}

  /** Renews the membership, gives up `released`, and takes what is free and within this member's share. */
  renew(released: readonly PartitionRef[]): Promise<Standing> {
    return this.locked(async (tx) => {
      const joined = await this.announce(tx);
      const expired = await tx.query(
        `DELETE FROM ${this.schema}.members WHERE group_name = $1 AND expires_at < clock_timestamp()`,
        [this.group],
      );
      if (released.length > 0) await this.giveUp(tx, released);
      const members = await this.members(tx);
      const { keep, surplus, claim } = assign(this.member, this.topics, members, await this.leases(tx));
      if (claim.length > 0) await this.claim(tx, claim);
      return {
        owned: [...keep, ...surplus, ...claim],
        surplus,
        members: members.length,
        changed: joined || (expired.rowCount ?? 0) > 0 || released.length > 0,
      };
    });
  }

  leave(): Promise<void> {
    return this.locked(async (tx) => {
      await tx.query(`DELETE FROM ${this.schema}.leases WHERE group_name = $1 AND member = $2`, [
        this.group,
        this.member,
      ]);
      await tx.query(`DELETE FROM ${this.schema}.members WHERE group_name = $1 AND member = $2`, [
        this.group,
        this.member,
      ]);
    });
  }

  /** One member at a time; one that freezes meanwhile keeps the others waiting for a lease's time, as with its partitions. */
  private locked<T>(work: (tx: PoolClient) => Promise<T>): Promise<T> {
    const locked = async (tx: PoolClient) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `sanban.${this.schema}.group.${this.group}`,
      ]);
      return work(tx);
    };
    return inTransaction(this.pool, locked, this.leaseMs);
  }

  private async announce(tx: PoolClient): Promise<boolean> {
    const row = await tx.query<{ joined: boolean }>(
      `INSERT INTO ${this.schema}.members AS m (group_name, member, topic_ids, expires_at)
       VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond')
       ON CONFLICT (group_name, member) DO UPDATE SET expires_at = excluded.expires_at
       RETURNING xmax = 0 AS joined`,
      [this.group, this.member, this.topics.map(({ id }) => id), this.leaseMs],
    );
    return row.rows[0]?.joined ?? false;
  }

  private async giveUp(tx: PoolClient, released: readonly PartitionRef[]): Promise<void> {
    await tx.query(
      `DELETE FROM ${this.schema}.leases l USING unnest($3::int[], $4::int[]) AS r(topic_id, partition)
       WHERE l.group_name = $1 AND l.member = $2 AND l.topic_id = r.topic_id AND l.partition = r.partition`,
      [this.group, this.member, released.map(({ topicId }) => topicId), released.map(({ partition }) => partition)],
    );
  }

  private async members(tx: PoolClient): Promise<Member[]> {
    const rows = await tx.query<{ member: string; topic_ids: number[] }>(
      `SELECT member, topic_ids FROM ${this.schema}.members WHERE group_name = $1`,
      [this.group],
    );
    return rows.rows.map((row) => ({ member: row.member, topicIds: row.topic_ids }));
  }

  private async leases(tx: PoolClient): Promise<Lease[]> {
    const rows = await tx.query<{ topic_id: number; partition: number; member: string }>(
      `SELECT topic_id, partition, member FROM ${this.schema}.leases WHERE group_name = $1`,
      [this.group],
    );
    return rows.rows.map((row) => ({ topicId: row.topic_id, partition: row.partition, member: row.member }));
  }

  /** A lease whose owner has expired is still there: it is taken over. */
  private async claim(tx: PoolClient, claimed: readonly PartitionRef[]): Promise<void> {
    await tx.query(
      `INSERT INTO ${this.schema}.leases (group_name, topic_id, partition, member)
       SELECT $1, c.topic_id, c.partition, $2::uuid FROM unnest($3::int[], $4::int[]) AS c(topic_id, partition)
       ON CONFLICT (group_name, topic_id, partition) DO UPDATE SET member = excluded.member`,
      [this.group, this.member, claimed.map(({ topicId }) => topicId), claimed.map(({ partition }) => partition)],
    );
  }
}
