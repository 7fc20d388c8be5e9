import type { ServiceDefinition } from '@sanban/service-kit';
import { desk } from './desk';
import { TaxModule } from './tax.module';

export const tax: ServiceDefinition = {
  name: 'tax',
  module: TaxModule,
  entities: [...desk.entities],
  migrations: [...desk.migrations],
};
