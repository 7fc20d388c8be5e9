import type { Rejection } from '../decider';
import { missing } from '../text';
import type { ReportProgress } from './commands';
import type { CaseFileEvent } from './events';
import { unlessWorkedOn } from './guards';
import type { CaseFileRecord } from './state';

/** Also while suspended: what is done to make the conditions come about is progress too. */
export function reportProgress(
  { text, by, now: at }: ReportProgress,
  state: CaseFileRecord,
): readonly CaseFileEvent[] | Rejection {
  const refused = unlessWorkedOn(state) ?? missing(['text-required', 'text', text]);
  return refused ?? [{ type: 'ProgressReported', data: { text, by: by.user, at } }];
}
