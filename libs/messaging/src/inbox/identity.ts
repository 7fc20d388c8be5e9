import type { Pool } from 'pg';

/** The positions here are of another bus than the one that is configured. Nothing may be read or published before a person has chosen. */
export class ForeignBus extends Error {
  constructor(schema: string, known: string, configured: string) {
    super(
      `what schema ${schema} has read and published is of the bus ${known}, configured is the bus ${configured}: ` +
        'with positions of the one, messages of the other would be skipped in silence. Configure the former bus again, ' +
        'or move on purpose as docs/operations.md says under Moving to another bus',
    );
    this.name = 'ForeignBus';
  }
}

/**
 * Positions are good for the bus alone that they were read from. The pool's schema remembers which that is: the first that it meets.
 * @param bus what the bus is known by wherever it is reached, e.g. `kafka MkU3OEVBNTcwNTJENDM2Qk`
 * @throws ForeignBus
 */
export async function assertSameBus(pool: Pool, bus: string): Promise<void> {
  const { known, schema } = (await find(pool)) ?? (await remember(pool, bus));
  if (known !== bus) throw new ForeignBus(schema, known, bus);
}

interface Known {
  known: string;
  schema: string;
}

async function find(pool: Pool): Promise<Known | undefined> {
  const { rows } = await pool.query<Known>('SELECT bus AS known, current_schema() AS schema FROM bus_identity');
  return rows[0];
}

/** Where another member of the service is quicker, what it has written counts. */
async function remember(pool: Pool, bus: string): Promise<Known> {
  const { rows } = await pool.query<Known>(
    `INSERT INTO bus_identity (bus) VALUES ($1) ON CONFLICT (only_row) DO UPDATE SET bus = bus_identity.bus
     RETURNING bus AS known, current_schema() AS schema`,
    [bus],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the identity of the bus was not written');
  return row;
}
