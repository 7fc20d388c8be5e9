import type { AgencyReport } from '@sanban/casework';
import type { CaseFileIntegrationEvent } from '@sanban/contracts';

/** The office's word for what an agency told; a case each, so that the compiler sees that nothing is mixed up. */
export function reportOf({ fact, data }: CaseFileIntegrationEvent): AgencyReport {
  const { caseFile, agency, by, at } = data;
  const common = { caseFile, agency, by, at };
  switch (fact) {
    case 'accepted':
      return { type: fact, ...common };
    case 'returned':
      return { type: fact, ...common, ...inRound(data), reason: data.reason, suggestedLead: data.suggestedLead };
    case 'planned':
      return { type: fact, ...common, steps: data.steps, resolveBy: data.resolveBy, deadline: data.deadline };
    case 'progress-reported':
      return { type: fact, ...common, text: data.text };
    case 'opinion-given':
      return { type: fact, ...common, ...inRound(data), opinion: data.opinion };
    case 'resolved':
      return { type: fact, ...common, outcome: data.outcome };
    case 'extension-requested':
      return { type: fact, ...common, deadline: data.deadline, until: data.until, reason: data.reason };
    case 'suspension-requested':
      return { type: fact, ...common, reasonCode: data.reasonCode, reason: data.reason };
  }
}

const inRound = ({ round }: { round?: number | undefined }) => (round === undefined ? {} : { round });
