import { formatInstant } from '@sanban/working-calendar';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock';
import type { Timer, TimerHandler } from '../hosting/decorators';
import { describeError } from '../logging/describe-error';

interface Row {
  id: string;
  kind: string;
  due_at: Date;
  payload: unknown;
  failures: number;
}

const BATCH = 64;
/** Longest sleep: what another process schedules, or what a transaction commits late, is seen after that time. */
const LONGEST_SLEEP = 500;

/**
 * Fires due timers. The rows stay locked while their handlers work and go when they are done, so that several workers
 * share them and a crash in between makes the same timers fire again: the handler's command knows them by their ids.
 */
export class TimerWorker {
  private stopped = false;
  private running: Promise<void> | undefined;
  private interrupt: () => void = () => undefined;
  private failing = 0;

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly handlers: ReadonlyMap<string, TimerHandler>,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when the batch in flight is committed. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  wake(): void {
    this.interrupt();
  }

  /** Timers of the last batch whose handlers failed; they are tried again. */
  get failures(): number {
    return this.failing;
  }

  /** Timers whose time has come and that have not been fired (to their end) yet. */
  async due(): Promise<number> {
    const { rows } = await this.pool.query<{ due: number }>({
      name: 'timers-due',
      text: 'SELECT count(*)::int AS due FROM timers WHERE kind = ANY ($1) AND due_at <= $2',
      values: [[...this.handlers.keys()], new Date(this.clock.millis())],
    });
    return rows[0]?.due ?? 0;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const wait = (await this.nextDue()) - this.clock.millis();
        if (wait <= 0) await this.fireDue();
        else await this.sleep(wait);
      } catch (error) {
        this.logger.error(describeError(error), 'timers cannot be read');
        await this.sleep(LONGEST_SLEEP);
      }
    }
  }

  private sleep(millis: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.stopped) {
        resolve();
        return;
      }
      const alarm = setTimeout(resolve, Math.min(millis, LONGEST_SLEEP));
      this.interrupt = () => {
        clearTimeout(alarm);
        resolve();
      };
    });
  }

  private async nextDue(): Promise<number> {
    const { rows } = await this.pool.query<{ due_at: Date }>({
      name: 'next-timer',
      text: `SELECT due_at FROM timers WHERE kind = ANY ($1) AND (retry_at IS NULL OR retry_at <= now())
        ORDER BY due_at LIMIT 1`,
      values: [[...this.handlers.keys()]],
    });
    return rows[0]?.due_at.getTime() ?? Infinity;
  }

  private async fireDue(): Promise<void> {
    const tx = await this.pool.connect();
    try {
      await tx.query('BEGIN');
      const { rows } = await tx.query<Row>({
        name: 'due-timers',
        text: `SELECT id, kind, due_at, payload, failures FROM timers
          WHERE kind = ANY ($1) AND due_at <= $2 AND (retry_at IS NULL OR retry_at <= now())
          ORDER BY due_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
        values: [[...this.handlers.keys()], new Date(this.clock.millis())],
      });
      const failed = await this.fireInOrder(rows);
      await this.settle(tx, rows, failed);
      await tx.query('COMMIT');
      tx.release();
      this.failing = failed.length;
      // All of them are in another worker's hands.
      if (rows.length === 0) await this.sleep(20);
    } catch (error) {
      // Closing the connection rolls back and frees the rows.
      tx.release(true);
      throw error;
    }
  }

  /** Those of one moment together, moment after moment: a reminder comes before what follows from it. */
  private async fireInOrder(rows: readonly Row[]): Promise<Row[]> {
    const failed: Row[] = [];
    for (let from = 0; from < rows.length;) {
      const moment = rows[from]?.due_at.getTime();
      const end = rows.findIndex((row, index) => index > from && row.due_at.getTime() !== moment);
      const together = rows.slice(from, end < 0 ? rows.length : end);
      await Promise.all(
        together.map(async (row) => {
          if (!(await this.fire(row))) failed.push(row);
        }),
      );
      from += together.length;
    }
    return failed;
  }

  private async fire({ id, kind, due_at, payload }: Row): Promise<boolean> {
    const timer: Timer = { id, kind, dueAt: formatInstant(due_at.getTime()), payload };
    try {
      await this.handlers.get(kind)?.fire(timer);
      return true;
    } catch (error) {
      this.logger.error({ timer: id, kind, ...describeError(error) }, 'timer failed, it will be tried again');
      return false;
    }
  }

  private async settle(tx: PoolClient, rows: readonly Row[], failed: readonly Row[]): Promise<void> {
    const again = new Set(failed.map(({ id }) => id));
    await tx.query('DELETE FROM timers WHERE id = ANY ($1)', [
      rows.filter(({ id }) => !again.has(id)).map(({ id }) => id),
    ]);
    if (failed.length === 0) return;
    await tx.query(
      `UPDATE timers SET failures = failures + 1, retry_at = now() + least(60, power(2, failures)) * interval '1 second'
        WHERE id = ANY ($1)`,
      [[...again]],
    );
  }
}
