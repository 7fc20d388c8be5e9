import type { Notification, Pool, PoolClient } from 'pg';
import { backOff, pause } from '../back-off';
import { describeError } from '../transient';

export interface ListenerEvents {
  /** Something was published elsewhere, or may have been: it is time to look. */
  look(): Promise<void>;
  /** A group's membership has changed elsewhere. */
  group(name: string): void;
}

/** How long news can stay unseen when a notification was lost (its sender killed between commit and notice). */
const POLL_MS = 1_000;

/** LISTEN on a connection of its own, with a slow poll beside it; takes the connection up again for ever. */
export class Listener {
  lastError: string | null = null;
  connected = false;
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>[];

  constructor(
    private readonly pool: Pool,
    private readonly channel: string,
    /** Notices of our own are ours already. */
    private readonly self: string,
    private readonly events: ListenerEvents,
  ) {
    this.running = [this.listen(), this.poll()];
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private async poll(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.look();
      await pause(POLL_MS, signal);
    }
  }

  private async look(): Promise<void> {
    try {
      await this.events.look();
      this.lastError = null;
    } catch (error) {
      this.lastError = describeError(error);
    }
  }

  private async listen(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        const client = await this.pool.connect();
        await this.untilLost(client, () => (attempt = 0));
      } catch (error) {
        this.lastError = describeError(error);
      }
      this.connected = false;
      await backOff(attempt, signal);
    }
  }

  private async untilLost(client: PoolClient, listening: () => void): Promise<void> {
    const { signal } = this.stopping;
    const onNotification = ({ payload = '' }: Notification) => {
      const [sender, group = ''] = payload.split(' ');
      if (sender === this.self) return;
      if (group === '') void this.look();
      else this.events.group(group);
    };
    let end: (error?: Error) => void = () => undefined;
    const lost = new Promise<Error | undefined>((resolve) => (end = resolve));
    const onAbort = () => end();
    client.on('error', end);
    signal.addEventListener('abort', onAbort);
    // It may have been stopped while it waited for the connection.
    if (signal.aborted) end();
    client.on('notification', onNotification);
    try {
      await client.query(`LISTEN ${this.channel}`);
      this.connected = true;
      listening();
      // What was published while nobody listened.
      await this.look();
      const error = await lost;
      if (error) throw error;
    } finally {
      client.off('notification', onNotification);
      signal.removeEventListener('abort', onAbort);
      // Closed, not handed back: another user of the pool must not go on listening.
      client.release(true);
    }
  }
}
