import { Injectable } from '@nestjs/common';
import { requestDecider, type RequestCommand, type RequestEvent, type RequestState } from '@sanban/casework';
import { CASE_FILE_TOPICS, parseIntegrationEvent, type CaseFileIntegrationEvent } from '@sanban/contracts';
import type { Principal } from '@sanban/identity';
import { PoisonMessage, type ReceivedEvent } from '@sanban/messaging';
import { Clock, CommandRunner, Consumes, Programmes, type EventConsumer } from '@sanban/service-kit';
import type { PoolClient } from 'pg';
import { streamOf } from '../requests/request-stream';
import { rememberHeard } from './heard';
import { reportOf } from './report-of';

interface Report {
  received: ReceivedEvent;
  told: CaseFileIntegrationEvent;
}

/** What an agency says of its case file becomes a fact in the office's stream. */
@Injectable()
@Consumes({ group: 'coordination.reports', topics: CASE_FILE_TOPICS })
export class AgencyReports implements EventConsumer {
  constructor(
    private readonly runner: CommandRunner,
    private readonly programmes: Programmes,
    private readonly clock: Clock,
  ) {}

  /** Requests beside one another, the reports of one request in order. @throws PoisonMessage */
  async handle(events: readonly ReceivedEvent[], tx: PoolClient): Promise<void> {
    const reports = events.map((received) => this.read(received));
    const byRequest = new Map<string, Report[]>();
    for (const report of reports) {
      const { request } = report.told.data;
      byRequest.set(request, [...(byRequest.get(request) ?? []), report]);
    }
    // All must have ended before the transaction does.
    const outcomes = await Promise.allSettled(
      [...byRequest.values()].map(async (ofRequest) => {
        for (const report of ofRequest) await this.record(report);
      }),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    await rememberHeard(
      tx,
      reports.map(({ told }) => told.data),
    );
  }

  private read(received: ReceivedEvent): Report {
    const parsed = parseIntegrationEvent(received);
    if (!parsed.readable) throw new PoisonMessage(received.id, parsed.reason);
    const { event } = parsed;
    if (event.aggregate !== 'case-file') throw new PoisonMessage(received.id, `${received.type} is no agency's report`);
    const { agency } = event.data;
    const entry = this.programmes.agency(agency);
    if (entry === undefined) throw new PoisonMessage(received.id, `agency ${agency} does not exist`);
    if (entry.service !== event.service) {
      throw new PoisonMessage(received.id, `${event.service} may not speak for ${agency}: ${entry.service} serves it`);
    }
    return { received, told: event };
  }

  private async record({ received, told }: Report): Promise<void> {
    const { request, caseFile, agency } = told.data;
    const region = agency.slice(0, agency.indexOf('/'));
    const programme = this.programmes.forRegion(region);
    await this.runner.run<RequestState, RequestCommand, RequestEvent>({
      decider: requestDecider,
      stream: streamOf(request),
      programme: programme.id,
      context: {
        commandId: received.id,
        fingerprint: '',
        principal: handlerOf(agency, told.data.by),
        correlationId: received.correlationid,
      },
      command: (state) => {
        if (state.status === 'none') throw new PoisonMessage(received.id, `request ${request} does not exist`);
        const parts = [...state.participants, ...state.withdrawn];
        if (!parts.some((part) => part.agency === agency && part.caseFile === caseFile)) {
          throw new PoisonMessage(received.id, `case file ${caseFile} of ${agency} is no part of request ${request}`);
        }
        return {
          type: 'RecordReport',
          now: this.clock.now(),
          rules: this.programmes.rules(region),
          calendar: this.programmes.calendar(region, programme.calendar),
          report: reportOf(told),
        };
      },
    });
  }
}

/** As who the report stands in the office's log: the account that did it at the agency. */
const handlerOf = (agency: string, user: string): Principal => ({
  user,
  name: '',
  region: agency.slice(0, agency.indexOf('/')),
  agency,
  enterprise: null,
  roles: ['handler'],
});
