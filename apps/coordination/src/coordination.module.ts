import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { RequestRelay } from './relay/request-relay';
import { AgencyReports } from './reports/agency-reports';
import { RequestsModule } from './requests/requests.module';
import { LedgerModule } from './ledger/ledger.module';
import { RequestTimers } from './supervision/request-timers';
import { SuppliedYears } from './supervision/supplied-years';
import { SupervisionTimers } from './supervision/supervision-timers';
import { Supervisor } from './supervision/supervisor';
import { GetTimelineHandler } from './timeline/get-timeline';
import { TimelineController } from './timeline/timeline.controller';

/** The office (领导小组办公室): requests, supervision, ledger. */
@Module({
  imports: [CqrsModule.forRoot(), RequestsModule, LedgerModule],
  controllers: [TimelineController],
  providers: [
    RequestRelay,
    AgencyReports,
    RequestTimers,
    SupervisionTimers,
    SuppliedYears,
    Supervisor,
    GetTimelineHandler,
  ],
})
export class CoordinationModule {}
