import { Injectable, type Type } from '@nestjs/common';
import type { CaseFileEvent } from '@sanban/casework';
import { caseFileEventType, caseFileTopic, type DepartmentService } from '@sanban/contracts';
import type { RecordedEvent } from '@sanban/event-store';
import { Relays, type Translated, type Translator } from '@sanban/service-kit';
import { caseFileStreamPrefix } from '../case-files/stream';
import { CaseFileOrigins } from './case-file-origins';
import { REPORTED, reportOf } from './report-of';

/** Tells the office what the agencies of one service do. */
@Injectable()
abstract class ReportRelay implements Translator {
  protected abstract readonly service: DepartmentService;

  constructor(private readonly origins: CaseFileOrigins) {}

  async translate(recorded: RecordedEvent): Promise<Translated> {
    // The streams of case files hold what their decider decided.
    const event = recorded as RecordedEvent & CaseFileEvent;
    const origin = await this.origins.of(event);
    const report = reportOf(event, origin, recorded.revision);
    if (report === null) return null;
    const { recordedAt, correlationId, causationId } = recorded.metadata;
    return {
      key: origin.request,
      event: {
        id: recorded.id,
        type: caseFileEventType(this.service, report.fact),
        source: `/${this.service}`,
        subject: origin.request,
        time: recordedAt,
        correlationid: correlationId,
        causationid: causationId,
        data: report.data,
      },
    };
  }
}

/** The relay of one service, onto `sanban.<service>.case-file`. */
export function reportRelay(service: DepartmentService): Type<Translator> {
  @Relays({
    name: 'case-file-reports',
    topic: caseFileTopic(service),
    streamPrefixes: [caseFileStreamPrefix(service)],
    types: ['CaseFileOpened', ...REPORTED],
  })
  @Injectable()
  class ReportRelayOfService extends ReportRelay {
    protected readonly service = service;
  }
  return ReportRelayOfService;
}
