import { Injectable, type Type } from '@nestjs/common';
import type { DepartmentService } from '@sanban/contracts';
import type { RecordedEvent } from '@sanban/event-store';
import { Projects, type Projector, type TableNames } from '@sanban/service-kit';
import type { PoolClient } from 'pg';
import { fold, type CaseFileLine, type Folded } from './case-file-line';
import { loadFolded, writeLines, writeTexts } from './case-file-lines';
import { CASE_FILES, CASE_FILES_VERSION, type CaseFilesTable } from './case-files-schema';
import { caseFileStreamPrefix } from './stream';

/** Brings the read model up to these events: one read, one write of each table, however many they are. */
export async function projectCaseFiles(
  events: readonly RecordedEvent[],
  prefix: string,
  tx: PoolClient,
  tables: TableNames<CaseFilesTable>,
): Promise<void> {
  const idOf = ({ stream }: RecordedEvent) => stream.slice(prefix.length);
  const before: Map<string, Folded> = await loadFolded([...new Set(events.map(idOf))], tx, tables);
  const after = new Map<string, CaseFileLine>();
  for (const event of events) {
    const id = idOf(event);
    after.set(id, fold(after.get(id) ?? before.get(id), event));
  }
  const opened = new Set(events.filter(({ type }) => type === 'CaseFileOpened').map(idOf));
  const lines = [...after.values()];
  await Promise.all([
    writeLines(lines, tx, tables),
    writeTexts(
      lines.filter(({ id }) => opened.has(id)),
      tx,
      tables,
    ),
  ]);
}

/**
 * Keeps one service's read model. Whoever changes its tables or its handling raises the version: then it is built again
 * from the beginning of the log, beside the one in use.
 */
export function caseFilesProjection(service: DepartmentService): Type<Projector<CaseFilesTable>> {
  const prefix = caseFileStreamPrefix(service);

  @Projects({ name: 'case-files', version: CASE_FILES_VERSION, streamPrefixes: [prefix] })
  @Injectable()
  class CaseFilesProjection implements Projector<CaseFilesTable> {
    readonly tables = CASE_FILES;

    handle(events: RecordedEvent[], tx: PoolClient, tables: TableNames<CaseFilesTable>): Promise<void> {
      return projectCaseFiles(events, prefix, tx, tables);
    }
  }
  return CaseFilesProjection;
}
