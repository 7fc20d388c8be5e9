import type { CaseFileEvent } from '@sanban/casework';
import type { CaseFileFact, CaseFileFactData } from '@sanban/contracts';

/** Whose case file it is, and of which request. */
export interface Origin {
  request: string;
  caseFile: string;
  agency: string;
}

/** A report to the office before it is put on the bus. */
export type Report = { [Fact in CaseFileFact]: { fact: Fact; data: CaseFileFactData<Fact> } }[CaseFileFact];

/** Events that the office hears of. */
export const REPORTED = [
  'CaseFileAccepted',
  'CaseFileReturned',
  'PlanMade',
  'ProgressReported',
  'OpinionGiven',
  'CaseFileResolved',
  'ExtensionRequested',
  'SuspensionRequested',
] as const satisfies readonly CaseFileEvent['type'][];

export const isReported = ({ type }: CaseFileEvent): boolean => REPORTED.some((reported) => reported === type);

/**
 * What the office is told. Null: it is the agency's own affair, or the office's own word.
 * @param revision of the case file after the event
 */
export function reportOf(event: CaseFileEvent, origin: Origin, revision: number): Report | null {
  const { type, data } = event;
  const common = { ...origin, revision, at: data.at };
  switch (type) {
    case 'CaseFileAccepted':
      return { fact: 'accepted', data: { ...common, by: data.by } };
    case 'CaseFileReturned':
      return {
        fact: 'returned',
        data: { ...common, ...inRound(data), by: data.by, reason: data.reason, suggestedLead: data.suggestedLead },
      };
    case 'PlanMade': {
      const { by, steps, resolveBy, deadline } = data;
      return { fact: 'planned', data: { ...common, by, steps: [...steps], resolveBy, deadline } };
    }
    case 'ProgressReported':
      return { fact: 'progress-reported', data: { ...common, by: data.by, text: data.text } };
    case 'OpinionGiven':
      return { fact: 'opinion-given', data: { ...common, ...inRound(data), by: data.by, opinion: data.opinion } };
    case 'CaseFileResolved': {
      const { by, outcome } = data;
      return {
        fact: 'resolved',
        data: { ...common, by, outcome: { ...outcome, evidence: [...outcome.evidence] } },
      };
    }
    case 'ExtensionRequested': {
      const { by, deadline, until, reason } = data;
      return { fact: 'extension-requested', data: { ...common, by, deadline, until, reason } };
    }
    case 'SuspensionRequested': {
      const { by, reasonCode, reason } = data;
      return { fact: 'suspension-requested', data: { ...common, by, reasonCode, reason } };
    }
    default:
      return null;
  }
}

const inRound = ({ round }: { round?: number }) => (round === undefined ? {} : { round });
