import type { Deadline } from '../deadline';
import type { AgencyId, Outcome } from './events';

interface R<Type extends string> {
  type: Type;
  caseFile: string;
  agency: AgencyId;
  /** Account id of who did it at the agency. */
  by: string;
  /** RFC 3339: when it was done there. */
  at: string;
}

/** What a reopening takes back at the case file: so the office must know whether it was said before or after. */
interface InRound {
  /** Of the case file; absent where it was said before rounds were told. */
  round?: number;
}

/**
 * What an agency tells the office of its case file: `type` is the last part of the integration event's type
 * (`sanban.finance.case-file.accepted.v1` → `accepted`), the other fields are those of its data.
 */
export type AgencyReport =
  | R<'accepted'>
  | (R<'returned'> & InRound & { reason: string; suggestedLead: AgencyId | null })
  | (R<'planned'> & {
      steps: readonly { description: string; dueOn: string }[];
      /** The plan's last date, `YYYY-MM-DD`. */
      resolveBy: string;
      deadline: Deadline;
    })
  | (R<'progress-reported'> & { text: string })
  | (R<'opinion-given'> & InRound & { opinion: string })
  | (R<'resolved'> & { outcome: Outcome })
  | (R<'extension-requested'> & { deadline: string; until: string; reason: string })
  | (R<'suspension-requested'> & { reasonCode: string; reason: string });
