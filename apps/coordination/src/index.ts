import type { ServiceDefinition } from '@sanban/service-kit';
import { CoordinationModule } from './coordination.module';
import { CaseFileHeard } from './ledger/case-file-heard.entity';
import { Ledger1660000001000 } from './ledger/ledger.migration';
import { LedgerParticipant } from './ledger/ledger-participant.entity';
import { LedgerRequest } from './ledger/ledger-request.entity';

/** The office's service. */
export const coordination: ServiceDefinition = {
  name: 'coordination',
  module: CoordinationModule,
  entities: [LedgerRequest, LedgerParticipant, CaseFileHeard],
  migrations: [Ledger1660000001000],
};
