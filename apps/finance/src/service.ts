import type { ServiceDefinition } from '@sanban/service-kit';
import { desk } from './desk';
import { FinanceModule } from './finance.module';

export const finance: ServiceDefinition = {
  name: 'finance',
  module: FinanceModule,
  entities: [...desk.entities],
  migrations: [...desk.migrations],
};
