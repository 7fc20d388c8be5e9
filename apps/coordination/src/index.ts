import type { ServiceDefinition } from '@sanban/service-kit';
import { CoordinationModule } from './coordination.module';
import { CaseFileHeard } from './ledger/case-file-heard.entity';
import { LedgerParticipant } from './ledger/ledger-participant.entity';
import { LedgerRequest } from './ledger/ledger-request.entity';
import { Office1660000001000 } from './office.migration';

/** The office's service. */
export const coordination: ServiceDefinition = {
  name: 'coordination',
  module: CoordinationModule,
  entities: [LedgerRequest, LedgerParticipant, CaseFileHeard],
  migrations: [Office1660000001000],
};
