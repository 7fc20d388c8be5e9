import type { ServiceDefinition } from '@sanban/service-kit';
import { desk } from './desk';
import { PbocModule } from './pboc.module';

export const pboc: ServiceDefinition = {
  name: 'pboc',
  module: PbocModule,
  entities: [...desk.entities],
  migrations: [...desk.migrations],
};
