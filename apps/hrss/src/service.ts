import type { ServiceDefinition } from '@sanban/service-kit';
import { desk } from './desk';
import { HrssModule } from './hrss.module';

export const hrss: ServiceDefinition = {
  name: 'hrss',
  module: HrssModule,
  entities: [...desk.entities],
  migrations: [...desk.migrations],
};
