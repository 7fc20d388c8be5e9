import type { ServiceDefinition } from '@sanban/service-kit';
import { desk } from './desk';
import { TransportModule } from './transport.module';

export const transport: ServiceDefinition = {
  name: 'transport',
  module: TransportModule,
  entities: [...desk.entities],
  migrations: [...desk.migrations],
};
