import { Inject, Injectable, type Type } from '@nestjs/common';
import type { CaseFileEvent } from '@sanban/casework';
import { caseFileEventType, caseFileTopic, type DepartmentService } from '@sanban/contracts';
import type { EventStore, RecordedEvent } from '@sanban/event-store';
import { EVENT_STORE, Relays, type Translated, type Translator } from '@sanban/service-kit';
import { caseFileStreamPrefix } from '../case-files/stream';
import { REPORTED, reportOf, type Origin } from './report-of';

/** Origins that are kept in memory: those of the streams that were told of last. */
const KEPT = 10_000;

/** Tells the office what the agencies of one service do. */
@Injectable()
abstract class ReportRelay implements Translator {
  protected abstract readonly service: DepartmentService;
  private readonly origins = new Map<string, Origin>();

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async translate(recorded: RecordedEvent): Promise<Translated> {
    // The streams of case files hold what their decider decided.
    const event = recorded as RecordedEvent & CaseFileEvent;
    if (event.type === 'CaseFileOpened') {
      this.keep(event.stream, event.data);
      return null;
    }
    const origin = this.origins.get(event.stream) ?? (await this.lookUp(event.stream));
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

  /** Only the first event of a case file says whose it is. */
  private async lookUp(stream: string): Promise<Origin> {
    const [first] = await this.store.readStream(stream, { limit: 1 });
    const opened = first as (RecordedEvent & CaseFileEvent) | undefined;
    if (opened?.type !== 'CaseFileOpened') throw new Error(`${stream} does not begin with CaseFileOpened`);
    return this.keep(stream, opened.data);
  }

  private keep(stream: string, { request, caseFile, agency }: Origin): Origin {
    const origin = { request, caseFile, agency };
    if (this.origins.size >= KEPT) this.origins.clear();
    this.origins.set(stream, origin);
    return origin;
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
