import type { ServiceDefinition } from '@sanban/service-kit';
import { desk } from './desk';
import { IndustryModule } from './industry.module';

export const industry: ServiceDefinition = {
  name: 'industry',
  module: IndustryModule,
  entities: [...desk.entities],
  migrations: [...desk.migrations],
};
