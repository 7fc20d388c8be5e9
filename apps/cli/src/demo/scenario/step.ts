import type { FollowUpBody, ResolveBody, RuleReturnBody, TriageBody, VerifyBody } from '@sanban/contracts';

/** What happens to a request, as plain data; dates are working days, so that the same story fits any start. */
export type Deed =
  | { kind: 'submit'; title: string; text: string }
  | { kind: 'triage'; body: TriageBody }
  | { kind: 'assign'; lead: string; cooperating: string[] }
  | { kind: 'reassign'; lead: string; cooperating: string[]; reason: string }
  | { kind: 'accept'; agency: string; rank: 'handler' | 'chief' }
  | { kind: 'return'; agency: string; reason: string; suggestedLead: string | null }
  | { kind: 'ruleReturn'; agency: string; ruling: RuleReturnBody['ruling']; reason: string }
  /** `inDays`: working days after the day on which the plan is made. */
  | { kind: 'plan'; agency: string; steps: { description: string; inDays: number }[] }
  | { kind: 'progress'; agency: string; text: string }
  | { kind: 'opinion'; agency: string; opinion: string }
  /** `byDays`: working days after the present deadline. */
  | { kind: 'requestExtension'; agency: string; byDays: number; reason: string }
  | { kind: 'ruleExtension'; ruling: 'granted' | 'refused'; reason: string | null; officer: Officer }
  | { kind: 'requestSuspension'; agency: string; reasonCode: string; reason: string }
  | { kind: 'ruleSuspension'; ruling: 'granted' | 'refused'; reason: string | null }
  | { kind: 'resume'; agency: string }
  /** The deadline has passed: the reminder and the supervision order have come by themselves. */
  | { kind: 'awaitSupervision' }
  | { kind: 'resolve'; agency: string; body: ResolveBody }
  | { kind: 'verify'; body: VerifyBody }
  | { kind: 'followUp'; body: FollowUpBody }
  | { kind: 'close' }
  | { kind: 'reopen'; reason: string };

export type Officer = 'officer' | 'officer2';

export interface Step {
  /** Working days after the demo's first day. */
  day: number;
  deed: Deed;
}
