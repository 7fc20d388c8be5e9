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

  /** Resolves when there is a message at `position`; false: `signal` has aborted, or `ms` have passed without one. */
  async reach(
    topicId: number,
    partition: number,
    position: number,
    signal: AbortSignal,
    ms?: number,
  ): Promise<boolean> {
    const reached = () => this.of(topicId, partition) > position;
    if (!signal.aborted && !reached()) await this.moves(name(topicId, partition), signal, ms);
    return !signal.aborted && reached();
  }

  private moves(key: string, signal: AbortSignal, ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.waiting.get(key) ?? new Set();
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        waiting.delete(wake);
        resolve();
      };
      const timer = ms === undefined ? undefined : setTimeout(wake, ms);
      this.waiting.set(key, waiting.add(wake));
      signal.addEventListener('abort', wake);
    });
  }
}
