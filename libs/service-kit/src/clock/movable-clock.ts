import type { Pool } from 'pg';
import { Clock } from './clock';

/** The machine's clock plus an offset that survives a restart: demos and tests move it. */
export class MovableClock extends Clock {
  private readonly listeners: (() => void)[] = [];

  private constructor(
    private readonly pool: Pool,
    private offset: number,
  ) {
    super();
  }

  static async load(pool: Pool): Promise<MovableClock> {
    const { rows } = await pool.query<{ offset_ms: string }>('SELECT offset_ms FROM clock');
    return new MovableClock(pool, Number(rows[0]?.offset_ms ?? 0));
  }

  millis(): number {
    return Date.now() + this.offset;
  }

  /** Milliseconds by which it is ahead of the machine's clock. */
  get offsetMillis(): number {
    return this.offset;
  }

  /** Durable when it resolves; then due timers fire. */
  async moveTo(offsetMillis: number): Promise<void> {
    await this.pool.query(
      'INSERT INTO clock (offset_ms) VALUES ($1) ON CONFLICT (only_row) DO UPDATE SET offset_ms = excluded.offset_ms',
      [offsetMillis],
    );
    this.offset = offsetMillis;
    for (const listener of this.listeners) listener();
  }

  onMove(listener: () => void): void {
    this.listeners.push(listener);
  }
}
