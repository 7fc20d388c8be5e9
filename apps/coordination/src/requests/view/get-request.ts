import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { clocks, untrack, type Clocks, type RequestRecord } from '@sanban/casework';
import type { RequestView } from '@sanban/contracts';
import type { Principal } from '@sanban/identity';
import { Clock, Programmes } from '@sanban/service-kit';
import { CalendarNotCovered } from '@sanban/working-calendar';
import { DataSource } from 'typeorm';
import { LedgerEntries } from '../../ledger/ledger-entries';
import { LedgerRequest } from '../../ledger/ledger-request.entity';
import { caseFileStatus } from '../../ledger/participant-rows';
import { RequestReader } from '../request-reader';
import { suggestedAssignment } from './suggested-assignment';

export class GetRequest extends Query<RequestView> {
  constructor(
    readonly request: string,
    readonly principal: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetRequest)
export class GetRequestHandler implements IQueryHandler<GetRequest> {
  constructor(
    private readonly reader: RequestReader,
    private readonly ledger: LedgerEntries,
    private readonly dataSource: DataSource,
    private readonly programmes: Programmes,
    private readonly clock: Clock,
  ) {}

  async execute({ request, principal }: GetRequest): Promise<RequestView> {
    const { record, revision } = await this.reader.read(request, principal);
    const { triage, participants } = record;
    const caseFiles = participants.map(({ caseFile }) => caseFile);
    const [line, heard] = await Promise.all([
      this.dataSource.getRepository(LedgerRequest).findOneBy({ id: request }),
      this.ledger.revisionsHeard(caseFiles),
    ]);
    return {
      id: request,
      number: line?.number ?? null,
      revision,
      state: record.status,
      region: record.region,
      programme: record.programme,
      enterprise: record.enterprise,
      title: record.title,
      text: record.text,
      submittedAt: record.submittedAt,
      kind: triage?.kind ?? null,
      action: triage?.action ?? null,
      measures: [...(triage?.measures ?? [])],
      policyBasis: triage?.policyBasis ?? null,
      round: record.round,
      lead: participants.find(({ role }) => role === 'lead')?.agency ?? null,
      cooperating: participants.filter(({ role }) => role === 'cooperating').map(({ agency }) => agency),
      participants: participants.map((part) => ({
        agency: part.agency,
        caseFile: part.caseFile,
        role: part.role,
        state: caseFileStatus(record, part),
        current: true,
        revision: heard.get(part.caseFile) ?? null,
      })),
      suggestedAssignment: suggestedAssignment(record, this.programmes.byId(record.programme)),
      deadlines: record.deadlines.map(untrack),
      clocks: this.clocks(record),
      plan: record.plan === null ? null : { steps: [...record.plan.steps], resolveBy: record.plan.resolveBy },
      extension:
        record.extension === null ? null : { ...record.extension, approvals: record.extension.approvals.length },
      suspension: record.suspension,
      suspendedAt: record.suspendedAt,
      outcome: record.outcome === null ? null : { ...record.outcome, evidence: [...record.outcome.evidence] },
      satisfaction: record.followUp?.satisfaction ?? null,
    };
  }

  /** Null in years that the calendar does not know: what happened can be read all the same. */
  private clocks(record: RequestRecord): RequestView['clocks'] {
    const { region } = record;
    try {
      const calendar = this.programmes.calendar(region, this.programmes.forRegion(region).calendar);
      const { total, agencies, deadlines }: Clocks = clocks(record, calendar, this.clock.now());
      return { total, agencies: [...agencies], deadlines: [...deadlines] };
    } catch (error) {
      if (error instanceof CalendarNotCovered) return null;
      throw error;
    }
  }
}
