import type { Deadline } from '../deadline';
import type { AgencyId, Kind, Opinion, Participant, PolicyBasis } from '../request/events';

interface D<Type extends string> {
  type: Type;
  request: string;
  /** All case files that the request has after the decision. */
  participants: readonly (Participant & { role: 'lead' | 'cooperating' })[];
  /** RFC 3339: when the office decided. */
  at: string;
}

/** What a case file starts with. */
interface Substance {
  round: number;
  region: string;
  programme: string;
  enterprise: { id: string; name: string };
  title: string;
  text: string;
  kind: Kind;
  action: string;
  measures: readonly string[];
  policyBasis: PolicyBasis;
  deadlines: readonly Deadline[];
}

/**
 * What the office decided, as it arrives at the agencies: `type` is the last part of the integration event's type
 * (`sanban.coordination.request.return-ruled.v1` → `return-ruled`), the other fields are those of its data.
 */
export type OfficeDecision =
  | (D<'assigned'> & Substance)
  | (D<'reassigned'> &
      Substance & {
        withdrawn: readonly Participant[];
        reason: string;
        /** What staying cooperating agencies have said; absent in decisions from before it was told. */
        opinions?: readonly Opinion[];
      })
  | (D<'return-ruled'> & Participant & { ruling: 'upheld' | 'rejected'; reason: string })
  | (D<'cooperation-withdrawn'> & Participant)
  | (D<'opinion-recorded'> & Participant & { opinion: string })
  | D<'resolution-verified'>
  | (D<'resolution-rejected'> & {
      reason: string;
      /** Of the lead. */
      deadline: Deadline;
      /** Of the cooperating agencies that have not answered; absent in decisions from before they had any. */
      opinionDeadlines?: readonly Deadline[];
    })
  | (D<'extension-granted'> & Participant & { deadline: Deadline })
  | (D<'extension-refused'> & Participant & { deadline: string; reason: string })
  | (D<'suspension-granted'> & Participant)
  | (D<'suspension-refused'> & Participant & { reason: string })
  | (D<'resumed'> & { deadlines: readonly Deadline[] })
  | (D<'reminder-issued'> & { agency: AgencyId; deadline: string; dueAt: string })
  | (D<'supervision-order-issued'> & { agency: AgencyId; deadline: string; dueAt: string; number: number })
  | D<'closed'>
  | (D<'reopened'> & { round: number; reason: string; deadlines: readonly Deadline[] });
