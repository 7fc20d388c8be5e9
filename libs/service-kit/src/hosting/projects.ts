import { DiscoveryService } from '@nestjs/core';
import type { Projection, RecordedEvent } from '@sanban/event-store';
import type { PoolClient } from 'pg';
import { hasMethod } from './discover';

export interface ProjectionOptions {
  /** Stable: its checkpoint is kept under `projection.<name>`. */
  name: string;
  /** Raise it whenever tables or handling change: the new version is built beside the old one, which serves readers meanwhile. */
  version: number;
  /** Only streams whose names start with one of these. */
  streamPrefixes: readonly string[];
  /** Only these types; absent: all. */
  types?: readonly string[];
}

/** Of each table of a read model the name under which the version at hand keeps it. */
export type TableNames<Table extends string> = Readonly<Record<Table, string>>;

/**
 * A read model. It owns its tables: no migration creates them, nobody else writes there. Readers (also TypeORM's
 * entities) use the plain names, which are views of the version in use.
 */
export interface Projector<Table extends string = string> {
  /** By plain name the SQL that creates the table, and its indexes, under the name that it is given. */
  readonly tables: Projection<Table>['tables'];
  /** Rows are committed together with the checkpoint. A prepared statement's name must name the table, too. */
  handle(events: RecordedEvent[], tx: PoolClient, tables: TableNames<Table>): Promise<void>;
}
export const Projects = DiscoveryService.createDecorator<ProjectionOptions>();

const handles = hasMethod<Projector>('handle');
export const isProjector = (candidate: unknown): candidate is Projector =>
  handles(candidate) && typeof candidate.tables === 'object';
