import type { Type } from '@nestjs/common';
import type { ServiceName } from '@sanban/contracts';
import type { MigrationInterface } from 'typeorm';

/** What an app exports: everything that `createService` needs to make a service of it. */
export interface ServiceDefinition {
  /** Also the name of its PostgreSQL schema, of its streams' prefix and of its topics. */
  name: ServiceName;
  /** Root module: the service's own features. What the kit provides is global. */
  module: Type;
  /** TypeORM entities (read models). */
  entities: readonly Type[];
  /** TypeORM migrations, run in the service's schema before anything else starts. Their SQL names no schema. */
  migrations: readonly Type<MigrationInterface>[];
}
