import { escapeIdentifier } from 'pg';
import { START, type Position } from '../port';
import { withPool, type LogAddress } from './logs';

/** A checkpoint of a durable subscription or projection, as the source's log knows it. */
interface Checkpoint {
  name: string;
  version: number;
  position: Position;
}

/**
 * Read models and their checkpoints lie in PostgreSQL, whichever store has the log. After a copy the checkpoints name positions of
 * the old log: this turns them into the new log's, so that every subscription goes on where it stood.
 */
export class Checkpoints {
  readonly #found: Checkpoint[];
  readonly #moved = new Map<Position, Position>();

  private constructor(
    private readonly address: LogAddress,
    private readonly schema: string,
    found: Checkpoint[],
  ) {
    this.#found = found;
    for (const { position } of found) this.#moved.set(position, START);
  }

  /** Those in the service's schema that are positions of a log whose positions have so many digits. */
  static async load(address: LogAddress, schema: string, digits: number): Promise<Checkpoints> {
    const table = `${escapeIdentifier(schema)}.subscription_checkpoints`;
    const found = await withPool(address, async (pool) => {
      const { rows } = await pool.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
      if (rows[0]?.there !== true) return [];
      const checkpoints = await pool.query<Checkpoint>(
        `SELECT name, version, position FROM ${table} WHERE length(position) = $1`,
        [digits],
      );
      return checkpoints.rows;
    });
    return new Checkpoints(address, schema, found);
  }

  /** An event lies there in the old log and here in the new one; told in the order of the log. */
  pair(from: Position, to: Position): void {
    for (const position of this.#moved.keys()) if (from <= position) this.#moved.set(position, to);
  }

  /** All in one transaction, each only where it still stands as it was found. @returns how many */
  async move(): Promise<number> {
    const table = `${escapeIdentifier(this.schema)}.subscription_checkpoints`;
    const rows = this.#found.map((checkpoint) => ({
      ...checkpoint,
      to: this.#moved.get(checkpoint.position) ?? START,
    }));
    return withPool(this.address, async (pool) => {
      const { rowCount } = await pool.query(
        `UPDATE ${table} c SET position = m.moved
FROM unnest($1::text[], $2::int[], $3::text[], $4::text[]) AS m(name, version, position, moved)
WHERE c.name = m.name AND c.version = m.version AND c.position = m.position`,
        [
          rows.map(({ name }) => name),
          rows.map(({ version }) => version),
          rows.map(({ position }) => position),
          rows.map(({ to }) => to),
        ],
      );
      return rowCount ?? 0;
    });
  }

  get count(): number {
    return this.#found.length;
  }
}
