import { Inject, Injectable } from '@nestjs/common';
import { caseFileDecider, type CaseFileEvent, type CaseFileRecord } from '@sanban/casework';
import { caseFileView, type CaseFileView, type DepartmentService } from '@sanban/contracts';
import type { EventStore, RecordedEvent } from '@sanban/event-store';
import { Clock, EVENT_STORE, SERVICE_NAME } from '@sanban/service-kit';
import { DataSource } from 'typeorm';
import { nextDue, suspendedSince } from '../case-files/case-file-line';
import { RequestHeardRow } from '../case-files/request-heard-row';
import { caseFileStream } from '../case-files/stream';
import { isReported } from '../reports/report-of';
import { noSuchCaseFile } from './case-file-handling';

/** A case file as its stream tells it: what was just commanded is there. */
export interface CaseFileHistory {
  record: CaseFileRecord;
  /** Of the last event. */
  revision: number;
  events: readonly (RecordedEvent & CaseFileEvent)[];
}

/** Reads single case files from the log. */
@Injectable()
export class CaseFileReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(SERVICE_NAME) private readonly service: DepartmentService,
    private readonly clock: Clock,
    private readonly database: DataSource,
  ) {}

  /** @throws 404 where `agency` has no such case file */
  async history(agency: string, id: string): Promise<CaseFileHistory> {
    const recorded = await this.store.readStream(caseFileStream(this.service, id));
    // The streams of case files hold what their decider decided.
    const events = recorded.map((event) => event as RecordedEvent & CaseFileEvent);
    const record = events.reduce((state, event) => caseFileDecider.evolve(state, event), caseFileDecider.initial);
    if (record.status === 'none' || record.agency !== agency) throw noSuchCaseFile(agency, id);
    return { record, revision: events.length - 1, events };
  }

  /** @throws 404 */
  async view(agency: string, id: string): Promise<CaseFileView> {
    const { record, revision, events } = await this.history(agency, id);
    const heard = await this.database.getRepository(RequestHeardRow).findOneBy({ request: record.request });
    const dueAt = nextDue(record, suspendedSince(record, events));
    return caseFileView.parse({
      ...record,
      id: record.caseFile,
      state: record.status,
      dueAt,
      overdue: dueAt !== null && Date.parse(dueAt) <= this.clock.millis(),
      revision,
      requestRevision: heard?.revision ?? null,
      reportedRevision: events.findLast(isReported)?.revision ?? null,
    } satisfies Record<keyof CaseFileView, unknown> & CaseFileRecord);
  }
}
