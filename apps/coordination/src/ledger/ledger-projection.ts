import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@sanban/event-store';
import { Projects, type Projector, type TableNames } from '@sanban/service-kit';
import { dateAt } from '@sanban/working-calendar';
import type { PoolClient } from 'pg';
import { isRequestEvent, REQUEST_STREAMS, requestIn, type RecordedRequestEvent } from '../requests/request-stream';
import { countsOf, Difference } from './ledger-counts';
import { foldedWith, type LedgerFold } from './ledger-fold';
import type { Place } from './ledger-row';
import { LEDGER, LEDGER_VERSION, type LedgerTable } from './ledger-schema';
import { addCounts, loadFolds, saveFolds, saveTexts, takeNumbers, type LedgerText } from './ledger-tables';

type Submitted = Extract<RecordedRequestEvent, { type: 'RequestSubmitted' }>;

const ORDINAL = 'ordinal';
/** Numbers run by region and year. */
const seriesOf = ({ data }: Submitted): string => `${data.region}-${dateAt(data.at).slice(0, 4)}`;

/**
 * The office's ledger (台账). Requests are numbered in the order of the log, so a rebuild gives the same numbers; the
 * counters change with the rows, in the transaction of the checkpoint. Whoever changes its tables or its handling raises
 * the version: then it is built again from the beginning of the log, beside the one in use.
 */
@Injectable()
@Projects({ name: 'ledger', version: LEDGER_VERSION, streamPrefixes: [REQUEST_STREAMS] })
export class LedgerProjection implements Projector<LedgerTable> {
  readonly tables = LEDGER;

  async handle(recorded: RecordedEvent[], tx: PoolClient, tables: TableNames<LedgerTable>): Promise<void> {
    const events = recorded.filter(isRequestEvent);
    if (events.length === 0) return;
    const before = await loadFolds(tx, tables, [...new Set(events.map(({ stream }) => requestIn(stream)))]);
    const places = await this.number(tx, tables, events, before);
    const after = new Map<string, LedgerFold>();
    const texts: LedgerText[] = [];
    for (const event of events) {
      const request = requestIn(event.stream);
      const known = after.get(request) ?? before.get(request) ?? null;
      const place = known?.row ?? places.get(request);
      if (place === undefined) continue;
      const fold = foldedWith(known, event, { ordinal: place.ordinal, number: place.number });
      if (fold === null) continue;
      after.set(request, fold);
      if (event.type === 'RequestSubmitted' && known === null) texts.push(textOf(event, place));
    }
    if (after.size === 0) return;
    const difference = new Difference();
    for (const [request, fold] of after) {
      const old = before.get(request);
      if (old !== undefined) difference.add(countsOf(old), -1);
      difference.add(countsOf(fold), 1);
    }
    await Promise.all([
      saveFolds(tx, tables, [...after.values()]),
      saveTexts(tx, tables, texts),
      addCounts(tx, tables, difference.counts()),
    ]);
  }

  private async number(
    tx: PoolClient,
    tables: TableNames<LedgerTable>,
    events: readonly RecordedRequestEvent[],
    known: ReadonlyMap<string, LedgerFold>,
  ): Promise<Map<string, Place>> {
    const submitted = events.filter(
      (event): event is Submitted => event.type === 'RequestSubmitted' && !known.has(event.data.request),
    );
    const wanted = new Map<string, number>();
    for (const series of submitted.flatMap((event) => [ORDINAL, seriesOf(event)])) {
      wanted.set(series, (wanted.get(series) ?? 0) + 1);
    }
    if (submitted.length === 0) return new Map();
    const next = await takeNumbers(tx, tables, wanted);
    const take = (series: string): number => {
      const number = next.get(series) ?? 1;
      next.set(series, number + 1);
      return number;
    };
    return new Map(
      submitted.map((event) => {
        const series = seriesOf(event);
        const number = `${series}-${String(take(series)).padStart(6, '0')}`;
        return [event.data.request, { ordinal: take(ORDINAL), number }];
      }),
    );
  }
}

const textOf = ({ data: { title, text, enterprise } }: Submitted, { ordinal, number }: Place): LedgerText => ({
  ordinal,
  texts: [title, text, enterprise.name, number],
});
