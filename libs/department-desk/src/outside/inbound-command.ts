import type { InboundEvent } from '@sanban/contracts';
import type { Content } from '../handling/case-file-handling';

/** What the agency's system says, as the command that its people would give. */
export function commandOf({ fact, data }: InboundEvent): Content {
  switch (fact) {
    case 'accepted':
      return { type: 'Accept' };
    case 'returned':
      return { type: 'Return', reason: data.reason, suggestedLead: data.suggestedLead };
    case 'planned':
      return { type: 'MakePlan', steps: data.steps };
    case 'progress-reported':
      return { type: 'ReportProgress', text: data.text };
    case 'opinion-given':
      return { type: 'GiveOpinion', opinion: data.opinion };
    case 'resolved':
      return { type: 'Resolve', outcome: data.outcome };
    case 'extension-requested':
      return { type: 'RequestExtension', deadline: data.deadline, until: data.until, reason: data.reason };
    case 'suspension-requested':
      return { type: 'RequestSuspension', reasonCode: data.reasonCode, reason: data.reason };
  }
}
