import type { PoolClient } from 'pg';
import type { EventFilter } from '../port';
import type { RecordedEvent } from '../recorded-event';
import type { SubscriptionId } from '../subscription/checkpoint';

/** A read model that can be built anew beside the one in use. */
export interface Projection<Table extends string = string> {
  name: string;
  /** Raise it whenever tables or handling change: the new version is built from the beginning of the log. */
  version: number;
  filter?: EventFilter;
  /** The SQL that creates each table (and its indexes) under the name that it is given. Readers use the plain name, a view. */
  tables: Readonly<Record<Table, (table: string) => string>>;
  /** Writes the rows; they are committed together with the checkpoint. `tables` gives this version's name of each table. */
  handle(events: RecordedEvent[], tx: PoolClient, tables: Readonly<Record<Table, string>>): Promise<void>;
}

/** `ledger` of version 3 lies in `ledger_v3`. */
export const versioned = (table: string, version: number): string => `${table}_v${version}`;

/** Of each table the name under which this version keeps it. */
export function tablesOf<Table extends string>({
  tables,
  version,
}: Pick<Projection<Table>, 'tables' | 'version'>): Record<Table, string> {
  const names = Object.keys(tables).map((table) => [table, versioned(table, version)] as const);
  return Object.fromEntries(names) as Record<Table, string>;
}

/** Its checkpoint, and what of its streams is parked, are kept under this. */
export const checkpointOf = ({ name, version }: Pick<Projection, 'name' | 'version'>): SubscriptionId => ({
  name: `projection.${name}`,
  version,
});
