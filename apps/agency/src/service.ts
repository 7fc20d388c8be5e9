import type { ServiceDefinition } from '@sanban/service-kit';
import { desk } from './desk';
import { AgencyModule } from './agency.module';

export const agency: ServiceDefinition = {
  name: 'agency',
  module: AgencyModule,
  entities: [...desk.entities],
  migrations: [...desk.migrations],
};
