import { Injectable } from '@nestjs/common';
import type { LedgerQuery } from '@sanban/contracts';
import { searchQuery } from '@sanban/service-kit';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { ledgerCursor } from './cursor';
import { LedgerParticipant } from './ledger-participant.entity';
import { LedgerRequest } from './ledger-request.entity';
import type { Visible } from './visibility';

/** Newest first. Every filter narrows by an index; the page is cut off by the ordinal. */
@Injectable()
export class LedgerPages {
  constructor(private readonly dataSource: DataSource) {}

  /** One row more than asked for, where there is one: then there is a next page. */
  async rows(query: LedgerQuery, visible: Visible): Promise<LedgerRequest[]> {
    return (await this.select(query, visible)?.getMany()) ?? [];
  }

  /** Null: the text holds nothing that could be looked for. */
  select(query: LedgerQuery, visible: Visible): SelectQueryBuilder<LedgerRequest> | null {
    const select = this.dataSource
      .getRepository(LedgerRequest)
      .createQueryBuilder('r')
      .orderBy('r.ordinal', 'DESC')
      .limit(query.limit + 1);
    const { region, action, state, kind, overdue, agency, text, cursor } = query;
    for (const [column, value] of Object.entries({ region, action, state, kind })) {
      if (value !== undefined) select.andWhere(`r.${column} = :${column}`, { [column]: value });
    }
    if (overdue !== undefined) select.andWhere(overdue ? 'r.overdue' : 'NOT r.overdue');
    if (visible.region !== undefined) select.andWhere('r.region = :own', { own: visible.region });
    if (visible.enterprise !== undefined) select.andWhere('r.enterpriseId = :by', { by: visible.enterprise });
    if (agency !== undefined) takesPart(select, 'asked', agency);
    if (visible.agency !== undefined) takesPart(select, 'seen', visible.agency);
    if (cursor !== undefined) select.andWhere('r.ordinal < :before', { before: ledgerCursor.read(cursor) });
    if (text === undefined) return select;
    const search = searchQuery(text);
    if (search === null) return null;
    return select.innerJoin('ledger_texts', 't', 't.ordinal = r.ordinal AND t.search @@ (:search)::tsquery', {
      search,
    });
  }
}

/** Lead or cooperating. An agency has at most one current part of a request, so nothing comes twice. */
function takesPart(select: SelectQueryBuilder<LedgerRequest>, alias: string, agency: string): void {
  select.innerJoin(
    LedgerParticipant,
    alias,
    `${alias}.ordinal = r.ordinal AND ${alias}.current AND ${alias}.agency = :${alias}`,
    { [alias]: agency },
  );
}
