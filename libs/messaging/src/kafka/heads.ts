import { pause } from '../back-off';
import type { KafkaAdmin } from './admin';

const LOOK_MS = 3_000;

/** Where the partitions that are read here end: what a fetch said of that grows old as soon as nothing more is fetched. */
export class Heads {
  private readonly known = new Map<string, number>();
  private readonly stopping = new AbortController();

  /** @param topics those that are read at the moment */
  constructor(
    private readonly admin: KafkaAdmin,
    private readonly topics: () => ReadonlySet<string>,
  ) {
    void this.run();
  }

  /** Offset that the partition's next message gets, as far as is known. */
  of(topic: string, partition: number): number {
    return this.known.get(`${topic}/${partition}`) ?? 0;
  }

  /** What is being asked is not waited for. */
  stop(): void {
    this.stopping.abort();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // Brokers that are away are asked again the next time.
      await this.look().catch(() => undefined);
      await pause(LOOK_MS, signal);
    }
  }

  private async look(): Promise<void> {
    for (const topic of this.topics()) {
      if (this.stopping.signal.aborted) return;
      const ends = await this.admin.ask((admin) => admin.fetchTopicOffsets(topic));
      for (const { partition, high } of ends) this.known.set(`${topic}/${partition}`, Number(high));
    }
  }
}
