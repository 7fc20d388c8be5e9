import { Module } from '@nestjs/common';
import { LedgerController } from './ledger.controller';
import { LedgerEntries } from './ledger-entries';
import { LedgerPages } from './ledger-pages';
import { LedgerProjection } from './ledger-projection';
import { LedgerTotals } from './ledger-totals';

/** The office's read model of all requests. */
@Module({
  controllers: [LedgerController],
  providers: [LedgerProjection, LedgerPages, LedgerEntries, LedgerTotals],
  exports: [LedgerEntries],
})
export class LedgerModule {}
