import { Injectable } from '@nestjs/common';
import type { CaseFilePage, CaseFileQuery, CaseFileSummary } from '@sanban/contracts';
import { Clock, searchQuery } from '@sanban/service-kit';
import { formatInstant } from '@sanban/working-calendar';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { CaseFileRow } from './case-file-row';
import { caseFileCursor } from './cursor';
import { RequestHeardRow } from './request-heard-row';

/** Everything that a line of the list shows; the decider's state stays where it is. */
const SHOWN = [
  'id',
  'request',
  'agency',
  'role',
  'state',
  'round',
  'title',
  'enterpriseId',
  'enterpriseName',
  'kind',
  'action',
  'assignedAt',
  'dueAt',
  'revision',
  'reported',
] as const satisfies readonly (keyof CaseFileRow)[];

/** One agency's case files, newest first. */
@Injectable()
export class CaseFileList {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws 400 `invalid-cursor` */
  async page(agency: string, query: CaseFileQuery): Promise<CaseFilePage> {
    const now = new Date(this.clock.millis());
    const select = this.select(agency, query, now);
    if (select === null) return { items: [], next: null };
    const { entities, raw } = await select.getRawAndEntities<{ heard: number | null }>();
    const items = entities.map((row, index) => summary(row, raw[index]?.heard ?? null, now));
    const last = entities[query.limit - 1];
    return entities.length > query.limit && last !== undefined
      ? { items: items.slice(0, query.limit), next: caseFileCursor.write([last.assignedAt.toISOString(), last.id]) }
      : { items, next: null };
  }

  /** The statement of one page, with one line more than the page has. Null: the text holds nothing that could be looked for. */
  select(agency: string, query: CaseFileQuery, now: Date): SelectQueryBuilder<CaseFileRow> | null {
    const { state, role, overdue, text, cursor, limit } = query;
    const select = this.database
      .createQueryBuilder(CaseFileRow, 'c')
      .select(SHOWN.map((column) => `c.${column}`))
      .leftJoin(RequestHeardRow, 'h', 'h.request = c.request')
      .addSelect('h.revision', 'heard')
      .where('c.agency = :agency', { agency })
      .orderBy('c.assignedAt', 'DESC')
      .addOrderBy('c.id', 'DESC')
      .limit(limit + 1);
    if (state !== undefined) select.andWhere('c.state = :state', { state });
    if (role !== undefined) select.andWhere('c.role = :role', { role });
    if (overdue === true) select.andWhere('c.dueAt <= :now', { now });
    if (overdue === false) select.andWhere('(c.dueAt IS NULL OR c.dueAt > :now)', { now });
    if (cursor !== undefined) {
      const [assignedAt, id] = caseFileCursor.read(cursor);
      select.andWhere('(c.assignedAt, c.id) < (:assignedAt, :id)', { assignedAt, id });
    }
    if (text === undefined) return select;
    const search = searchQuery(text);
    if (search === null) return null;
    const found = 't.id = c.id AND t.agency = c.agency AND t.search @@ (:search)::tsquery';
    return select.innerJoin('case_file_texts', 't', found, { search });
  }
}

function summary(row: CaseFileRow, requestRevision: number | null, now: Date): CaseFileSummary {
  const { id, request, agency, role, state, round, title, action, kind, revision, dueAt } = row;
  return {
    id,
    request,
    agency,
    role,
    state,
    round,
    title,
    enterprise: { id: row.enterpriseId, name: row.enterpriseName },
    action,
    kind,
    assignedAt: formatInstant(row.assignedAt.getTime()),
    dueAt: dueAt === null ? null : formatInstant(dueAt.getTime()),
    overdue: dueAt !== null && dueAt <= now,
    revision,
    requestRevision,
    reportedRevision: row.reported,
  };
}
