import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { problems } from '../http/problems';
import type { CommandContext } from './context';
import { IdempotencyKeys } from './idempotency-keys';

export interface Outcome<T> {
  answer: T;
  /** It was carried out before: this is the first answer again, and nothing was done. */
  repeated: boolean;
}

/** Whatever the server's default: the second of two at once must see what the first has kept. */
const ISOLATION = 'READ COMMITTED';
// Of two at once the second waits here until the first is committed or rolled back.
const KEEP = `
  INSERT INTO kept_commands (user_id, key, fingerprint) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING key`;
const FIND = 'SELECT fingerprint, answer FROM kept_commands WHERE user_id = $1 AND key = $2';
const ANSWER = 'UPDATE kept_commands SET answer = $3 WHERE user_id = $1 AND key = $2';

/** Commands that change rows of this database and have no stream to find their own events in. */
@Injectable()
export class Once {
  constructor(
    private readonly database: DataSource,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * The key is kept in the transaction of the effect, for good: what is refused keeps none, and what is done is never
   * done again.
   * @param effect works with the given manager alone and waits for nobody: whom it waits for might wait for its connection.
   * What it returns is kept in plain text and answered to repetitions: no secrets.
   * @throws 422 `idempotency-key-reused`
   */
  async run<T extends object | null>(
    { principal: { user }, idempotencyKey: key, fingerprint }: CommandContext,
    effect: (manager: EntityManager) => Promise<T>,
  ): Promise<Outcome<T>> {
    if (key === undefined) return { answer: await this.database.transaction(ISOLATION, effect), repeated: false };
    await this.keys.check(user, key, fingerprint);
    const outcome = await this.database.transaction(ISOLATION, async (manager) => {
      const kept = await manager.query<unknown[]>(KEEP, [user, key, fingerprint]);
      if (kept.length === 0) return { answer: await firstAnswer<T>(manager, user, key, fingerprint), repeated: true };
      const answer = await effect(manager);
      if (answer !== null) await manager.query(ANSWER, [user, key, JSON.stringify(answer)]);
      return { answer, repeated: false };
    });
    this.keys.remember(user, key, fingerprint);
    return outcome;
  }

  /**
   * For what has to be checked before the effect and takes long, or waits for others: a repetition is told by this
   * beforehand, and no connection is held meanwhile.
   * @returns whether it was carried out before: then {@link run} gives the first answer. @throws 422 `idempotency-key-reused`
   */
  async isRepeated({ principal: { user }, idempotencyKey: key, fingerprint }: CommandContext): Promise<boolean> {
    if (key === undefined) return false;
    const [row] = await this.database.query<{ fingerprint: string }[]>(FIND, [user, key]);
    if (row !== undefined && row.fingerprint !== fingerprint) throw problems.idempotencyKeyReused();
    return row !== undefined;
  }
}

async function firstAnswer<T>(manager: EntityManager, user: string, key: string, fingerprint: string): Promise<T> {
  const [row] = await manager.query<[{ fingerprint: string; answer: T }]>(FIND, [user, key]);
  if (row.fingerprint !== fingerprint) throw problems.idempotencyKeyReused();
  return row.answer;
}
