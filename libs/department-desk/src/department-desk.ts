import { Module, type Type } from '@nestjs/common';
import type { DepartmentService } from '@sanban/contracts';
import type { ServiceDefinition } from '@sanban/service-kit';
import { CaseFileList } from './case-files/case-file-list';
import { CaseFileRow } from './case-files/case-file-row';
import { caseFilesProjection } from './case-files/case-files-projection';
import { RequestHeardRow } from './case-files/request-heard-row';
import { CaseFileController } from './handling/case-file.controller';
import { CaseFileHandling } from './handling/case-file-handling';
import { CaseFileReader } from './handling/case-file-reader';
import { ServedAgencies } from './handling/served-agencies';
import { inboundAnswers } from './outside/inbound-answers';
import { InboundController } from './outside/inbound.controller';
import { InboundDeadLetters } from './outside/inbound-dead-letters';
import { OutboundEnvelopes } from './outside/outbound-envelope';
import { outboundRelay } from './outside/outbound-relay';
import { OutsideSystems } from './outside/outside-systems';
import { OutsideSystems1661299200000 } from './outside/outside.migration';
import { UnreadableMessages } from './outside/unreadable-messages';
import { CaseFileOrigins } from './reports/case-file-origins';
import { officeDecisions } from './office-decisions/office-decisions';
import { RequestsHeard1661126400000 } from './office-decisions/requests-heard.migration';
import { reportRelay } from './reports/report-relay';
import { Deliveries } from './webhooks/deliveries';
import { DeliveryQueue } from './webhooks/delivery-queue';
import { Dispatcher } from './webhooks/dispatcher';
import { webhookEvents } from './webhooks/webhook-events';
import { WebhookController } from './webhooks/webhook.controller';
import { Webhooks } from './webhooks/webhooks';
import { WebhookSecrets1661472000000 } from './webhooks/webhook-secrets.migration';
import { Webhooks1661385600000 } from './webhooks/webhooks.migration';

/** What a department's service mounts beside its own work. */
export interface DepartmentDesk {
  /** To be imported by the service's root module. */
  module: Type;
  /** To be named in the service's definition, together with its own. */
  entities: ServiceDefinition['entities'];
  migrations: ServiceDefinition['migrations'];
}

/**
 * The case-handling feature for the agencies that `service` serves: follows the office's decisions, takes the
 * agencies' commands, reports to the office and keeps the list of case files. It owns the streams
 * `<service>.case-file-…` and `<service>.inbound-rejection-…`, the tables of its migrations and the routes below
 * `/agencies/{region}/{slug}/` `case-files`, `webhooks` and `inbound`; everything else is the department's own.
 */
export function departmentDesk(service: DepartmentService): DepartmentDesk {
  @Module({
    controllers: [CaseFileController, InboundController, WebhookController],
    providers: [
      ServedAgencies,
      CaseFileList,
      CaseFileReader,
      CaseFileHandling,
      officeDecisions(service),
      reportRelay(service),
      caseFilesProjection(service),
      CaseFileOrigins,
      OutsideSystems,
      OutboundEnvelopes,
      outboundRelay(service),
      inboundAnswers(service),
      InboundDeadLetters,
      UnreadableMessages,
      webhookEvents(service),
      Webhooks,
      Deliveries,
      DeliveryQueue,
      Dispatcher,
    ],
  })
  class DepartmentDeskModule {}

  return {
    module: DepartmentDeskModule,
    entities: [CaseFileRow, RequestHeardRow],
    migrations: [
      RequestsHeard1661126400000,
      OutsideSystems1661299200000,
      Webhooks1661385600000,
      WebhookSecrets1661472000000,
    ],
  };
}
