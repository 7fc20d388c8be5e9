/** Offset that the next message of a partition will get. */
export interface Head {
  topicId: number;
  partition: number;
  next: number;
}

const name = (topicId: number, partition: number) => `${topicId}/${partition}`;

/** How far each partition has been written, as this process knows it; wakes those who wait for more. */
export class Heads {
  private readonly next = new Map<string, number>();
  private readonly waiting = new Map<string, Set<() => void>>();

  of(topicId: number, partition: number): number {
    return this.next.get(name(topicId, partition)) ?? 0;
  }

  moved(heads: readonly Head[]): void {
    for (const { topicId, partition, next } of heads) {
      const key = name(topicId, partition);
      if (next <= (this.next.get(key) ?? 0)) continue;
      this.next.set(key, next);
      const woken = this.waiting.get(key);
      this.waiting.delete(key);
      for (const wake of woken ?? []) wake();
    }
  }

  /** Resolves when there is a message at `position`; false: `signal` has aborted. */
  async reach(topicId: number, partition: number, position: number, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted && this.of(topicId, partition) <= position) {
      await new Promise<void>((resolve) => {
        const key = name(topicId, partition);
        const waiting = this.waiting.get(key) ?? new Set();
        const wake = () => {
          signal.removeEventListener('abort', wake);
          waiting.delete(wake);
          resolve();
        };
        this.waiting.set(key, waiting.add(wake));
        signal.addEventListener('abort', wake, { once: true });
      });
    }
    return !signal.aborted;
  }
}
