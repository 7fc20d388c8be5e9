import { int4Array, textArray } from '@sanban/event-store';
import type { Pool } from 'pg';
import { toStructured } from '../cloud-events';
import { partitionOf } from '../partitioner';
import { BusUnavailable } from '../port';
import type { Publishable } from '../publishable';
import { describeError } from '../transient';
import type { Head } from './heads';
import { takeGroup, type Job, type Row } from './job';
import type { Topic } from './topics';

export const PUBLISH = (schema: string): string => `
  WITH message AS (
    SELECT * FROM unnest($1::int[], $2::int[], $3::int[], $4::text[], $5::text[])
      AS m(topic_id, partition, place, key, event)
  ), counted AS (
    SELECT topic_id, partition, count(*) AS amount FROM message GROUP BY topic_id, partition
  ), locked AS (
    -- In one order everywhere, so that publishers cannot lock each other out.
    SELECT p.topic_id, p.partition, c.amount FROM ${schema}.partitions p JOIN counted c USING (topic_id, partition)
    ORDER BY p.topic_id, p.partition FOR NO KEY UPDATE OF p
  ), moved AS (
    UPDATE ${schema}.partitions p SET next_offset = p.next_offset + l.amount FROM locked l
    WHERE p.topic_id = l.topic_id AND p.partition = l.partition
    RETURNING p.topic_id, p.partition, p.next_offset - l.amount AS first, p.next_offset
  ), written AS (
    INSERT INTO ${schema}.messages (topic_id, partition, "offset", key, event)
    SELECT m.topic_id, m.partition, f.first + m.place, m.key, m.event::json FROM message m JOIN moved f USING (topic_id, partition)
  )
  SELECT topic_id, partition, next_offset FROM moved`;

/** Group commit: while one statement is under way, the calls that come meanwhile gather for the next. */
export class Publisher {
  private waiting: Job[] = [];
  private flushing: Promise<void> | undefined;
  private readonly statement: string;
  lastError: string | null = null;

  constructor(
    private readonly pool: Pool,
    schema: string,
    private readonly published: (heads: Head[]) => void,
  ) {
    this.statement = PUBLISH(schema);
  }

  get queued(): number {
    return this.waiting.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  publish(topic: Topic, messages: readonly Publishable[]): Promise<void> {
    if (messages.length === 0) return Promise.resolve();
    const rows = messages.map((message) => ({
      topicId: topic.id,
      partition: partitionOf(message.key, topic.partitions),
      key: message.key,
      event: toStructured(message),
    }));
    return new Promise((done, failed) => {
      this.waiting.push({ rows, done, failed });
      this.flushing ??= this.flush();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.flushing;
  }

  private async flush(): Promise<void> {
    // The calls of one tick share the first group, too.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const group = takeGroup(this.waiting);
      try {
        this.published(await this.write(group.flatMap(({ rows }) => rows)));
        this.lastError = null;
        for (const { job } of group) if (job.rows.length === 0) job.done();
      } catch (error) {
        this.lastError = describeError(error);
        const unavailable = new BusUnavailable(`publishing failed: ${this.lastError}`, { cause: error });
        const failed = new Set(group.map(({ job }) => job));
        // What is left of a large call must not overtake what its sender publishes again.
        this.waiting = this.waiting.filter((job) => !failed.has(job));
        for (const job of failed) job.failed(unavailable);
      }
    }
    this.flushing = undefined;
  }

  private async write(rows: readonly Row[]): Promise<Head[]> {
    const amounts = new Map<string, number>();
    const places = rows.map(({ topicId, partition }) => {
      const place = amounts.get(`${topicId}/${partition}`) ?? 0;
      amounts.set(`${topicId}/${partition}`, place + 1);
      return place;
    });
    const moved = await this.pool.query<{ topic_id: number; partition: number; next_offset: string }>({
      name: 'bus-publish',
      text: this.statement,
      values: [
        int4Array(rows.map(({ topicId }) => topicId)),
        int4Array(rows.map(({ partition }) => partition)),
        int4Array(places),
        textArray(rows.map(({ key }) => key)),
        textArray(rows.map(({ event }) => event)),
      ],
    });
    return moved.rows.map((row) => ({
      topicId: row.topic_id,
      partition: row.partition,
      next: Number(row.next_offset),
    }));
  }
}
