import { Controller, Get, Query } from '@nestjs/common';
import {
  ledgerCountsQuery,
  ledgerQuery,
  type LedgerCounts,
  type LedgerCountsQuery,
  type LedgerPage,
  type LedgerQuery,
} from '@sanban/contracts';
import type { Principal } from '@sanban/identity';
import { Programmes, Requires, Who, zodQuery } from '@sanban/service-kit';
import { checkFilters } from './check-filters';
import { ledgerCursor } from './cursor';
import { LedgerEntries } from './ledger-entries';
import { LedgerPages } from './ledger-pages';
import { LedgerTotals } from './ledger-totals';
import { visibleTo } from './visibility';

@Controller('ledger')
export class LedgerController {
  constructor(
    private readonly pages: LedgerPages,
    private readonly entries: LedgerEntries,
    private readonly totals: LedgerTotals,
    private readonly programmes: Programmes,
  ) {}

  @Get()
  @Requires('request.read')
  async list(@Query(zodQuery(ledgerQuery)) query: LedgerQuery, @Who() principal: Principal): Promise<LedgerPage> {
    checkFilters(query, this.programmes);
    const rows = await this.pages.rows(query, visibleTo(principal, query.region));
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: await this.entries.of(page),
      next: rows.length > page.length && last !== undefined ? ledgerCursor.write(last.ordinal) : null,
    };
  }

  @Get('counts')
  @Requires('ledger.read')
  count(
    @Query(zodQuery(ledgerCountsQuery)) query: LedgerCountsQuery,
    @Who() principal: Principal,
  ): Promise<LedgerCounts> {
    checkFilters(query, this.programmes);
    return this.totals.of(query.region, principal);
  }
}
