import { Module } from '@nestjs/common';
import type { RecordedEvent } from '@sanban/event-store';
import type { PoolClient } from 'pg';
import type { ServiceDefinition } from '../definition';
import { Projects, type Projector, type TableNames } from '../hosting/projects';

/** A service that only keeps a read model: events by stream. From version 2 on each counts ten. `gate` holds batches up. */
export function tallies(version: number, gate: (events: readonly RecordedEvent[]) => Promise<void>): ServiceDefinition {
  @Projects({ name: 'tallies', version, streamPrefixes: ['agency.tally-'] })
  class Tallies implements Projector<'tallies'> {
    readonly tables = {
      tallies: (table: string) => `CREATE TABLE ${table} (stream text PRIMARY KEY, n int NOT NULL)`,
    };

    async handle(events: RecordedEvent[], tx: PoolClient, names: TableNames<'tallies'>): Promise<void> {
      await gate(events);
      await tx.query({
        name: `add ${names.tallies}`,
        text: `INSERT INTO ${names.tallies} AS t SELECT s, $2 * count(*) FROM unnest($1::text[]) AS s GROUP BY s ORDER BY s
          ON CONFLICT (stream) DO UPDATE SET n = t.n + excluded.n`,
        values: [events.map(({ stream }) => stream), version > 1 ? 10 : 1],
      });
    }
  }
  @Module({ providers: [Tallies] })
  class TalliesModule {}
  return { name: 'agency', module: TalliesModule, entities: [], migrations: [] };
}
