import { Injectable, type Type } from '@nestjs/common';
import type { DepartmentService } from '@sanban/contracts';
import type { RecordedEvent } from '@sanban/event-store';
import { Subscribes, type Subscriber } from '@sanban/service-kit';
import type { PoolClient } from 'pg';
import { fold, type CaseFileLine, type Folded } from './case-file-line';
import { loadFolded, writeLines } from './case-file-lines';
import { caseFileStreamPrefix } from './stream';

/** Brings the read model up to these events: one read, one write, however many they are. */
export async function projectCaseFiles(
  events: readonly RecordedEvent[],
  prefix: string,
  tx: PoolClient,
): Promise<void> {
  const idOf = ({ stream }: RecordedEvent) => stream.slice(prefix.length);
  const before: Map<string, Folded> = await loadFolded([...new Set(events.map(idOf))], tx);
  const after = new Map<string, CaseFileLine>();
  for (const event of events) {
    const id = idOf(event);
    after.set(id, fold(after.get(id) ?? before.get(id), event));
  }
  await writeLines([...after.values()], tx);
}

/** The subscriber that keeps one service's read model. */
export function caseFilesProjection(service: DepartmentService): Type<Subscriber> {
  const prefix = caseFileStreamPrefix(service);

  @Subscribes({ name: 'case-files', version: 1, streamPrefixes: [prefix] })
  @Injectable()
  class CaseFilesProjection implements Subscriber {
    handle(events: RecordedEvent[], tx: PoolClient): Promise<void> {
      return projectCaseFiles(events, prefix, tx);
    }
  }
  return CaseFilesProjection;
}
