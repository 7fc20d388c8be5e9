import { Injectable } from '@nestjs/common';
import type { LedgerEntry } from '@sanban/contracts';
import { formatInstant } from '@sanban/working-calendar';
import { DataSource, In } from 'typeorm';
import { CaseFileHeard } from './case-file-heard.entity';
import { LedgerParticipant } from './ledger-participant.entity';
import type { LedgerRequest } from './ledger-request.entity';

type Participant = LedgerEntry['participants'][number];

const instant = (at: Date): string => formatInstant(at.getTime());
const instantOrNull = (at: Date | null): string | null => (at === null ? null : instant(at));

/** Rows as people and programs read them, with what the agencies' case files are known to be. */
@Injectable()
export class LedgerEntries {
  constructor(private readonly dataSource: DataSource) {}

  async of(rows: readonly LedgerRequest[]): Promise<LedgerEntry[]> {
    const participants = await this.participantsOf(rows.map(({ ordinal }) => ordinal));
    return rows.map((row) => entryOf(row, participants.get(row.ordinal) ?? []));
  }

  /** By ordinal; who takes part now comes first, the lead before the others. */
  private async participantsOf(ordinals: readonly string[]): Promise<Map<string, Participant[]>> {
    if (ordinals.length === 0) return new Map();
    const parts = await this.dataSource
      .getRepository(LedgerParticipant)
      .find({ where: { ordinal: In(ordinals) }, order: { current: 'DESC', role: 'DESC', agency: 'ASC' } });
    const heard = await this.revisionsHeard(parts.map(({ caseFile }) => caseFile));
    const byOrdinal = new Map<string, Participant[]>();
    for (const { ordinal, agency, caseFile, role, state, current } of parts) {
      const revision = heard.get(caseFile) ?? null;
      byOrdinal.set(ordinal, [...(byOrdinal.get(ordinal) ?? []), { agency, caseFile, role, state, current, revision }]);
    }
    return byOrdinal;
  }

  /** By case file id. */
  async revisionsHeard(caseFiles: readonly string[]): Promise<Map<string, number>> {
    const heard = await this.dataSource.getRepository(CaseFileHeard).findBy({ caseFile: In(caseFiles) });
    return new Map(heard.map(({ caseFile, revision }) => [caseFile, revision]));
  }
}

function entryOf(row: LedgerRequest, participants: Participant[]): LedgerEntry {
  return {
    id: row.id,
    number: row.number,
    region: row.region,
    programme: row.programme,
    enterprise: { id: row.enterpriseId, name: row.enterpriseName },
    title: row.title,
    kind: row.kind,
    action: row.action,
    measures: row.measures,
    policyBasis: row.policyBasis,
    state: row.state,
    lead: row.lead,
    cooperating: row.cooperating,
    submittedAt: instant(row.submittedAt),
    assignedAt: instantOrNull(row.assignedAt),
    resolvedAt: instantOrNull(row.resolvedAt),
    closedAt: instantOrNull(row.closedAt),
    dueAt: instantOrNull(row.dueAt),
    dueSubject: row.dueSubject,
    overdue: row.overdue,
    reminders: row.reminders,
    supervisionOrders: row.supervisionOrders,
    returns: row.returns,
    reopenings: row.reopenings,
    satisfaction: row.satisfaction,
    revision: row.revision,
    toldRevision: row.told,
    participants,
  };
}
