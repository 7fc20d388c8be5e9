import { BusUnavailable, type Bus } from '../port';
import { numbered } from './integration-event';

/** One writer a key: each sends its next number only after the last was acknowledged. */
export class ChainedWriters {
  /** The last number of each key that was acknowledged. */
  readonly acknowledged = new Map<string, number>();
  /** When each event was acknowledged, by its id. */
  readonly at = new Map<string, number>();
  longestMs = 0;
  givenUp = 0;
  private readonly stopping = { now: false, abandoned: false };
  private readonly running: Promise<void>[];

  constructor(
    private readonly bus: Bus,
    private readonly topic: string,
    keys: readonly string[],
  ) {
    this.running = keys.map((key) => this.write(key));
  }

  get total(): number {
    return [...this.acknowledged.values()].reduce((sum, n) => sum + n, 0);
  }

  /** Resolves when each writer's last number is acknowledged. */
  async stop(): Promise<void> {
    this.stopping.now = true;
    await Promise.all(this.running);
  }

  /** Ends them whatever is acknowledged: for a test that has failed already. */
  abandon(): void {
    this.stopping.now = true;
    this.stopping.abandoned = true;
  }

  private async write(key: string): Promise<void> {
    for (let n = 1; !this.stopping.now; n += 1) {
      const message = numbered(key, n);
      const began = performance.now();
      if (!(await this.untilAcknowledged(message))) return;
      const now = performance.now();
      this.longestMs = Math.max(this.longestMs, now - began);
      this.acknowledged.set(key, n);
      this.at.set(message.event.id, now);
    }
  }

  /** As the relay does: whether it was written is not known, so the same again. */
  private async untilAcknowledged(message: ReturnType<typeof numbered>): Promise<boolean> {
    for (;;) {
      try {
        await this.bus.publish(this.topic, [message]);
        return true;
      } catch (error) {
        if (!(error instanceof BusUnavailable)) throw error;
        if (this.stopping.abandoned) return false;
        this.givenUp += 1;
      }
    }
  }
}
