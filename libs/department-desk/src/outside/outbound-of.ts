import type { CaseFileEvent } from '@sanban/casework';
import type { OutboundFact, OutboundFactData } from '@sanban/contracts';
import { reportOf, type Origin } from '../reports/report-of';

/** What an agency's own system is told, before it is put into an envelope. */
export type Outbound = { [Fact in OutboundFact]: { fact: Fact; data: OutboundFactData<Fact> } }[OutboundFact];

/** Everything that happens to a case file is told. @param revision of the case file after the event */
export function outboundOf(event: CaseFileEvent, origin: Origin, revision: number): Outbound {
  const report = reportOf(event, origin, revision);
  if (report !== null) return report;
  const common = { ...origin, revision, at: event.data.at };
  const { type, data } = event as Exclude<CaseFileEvent, { type: Reported }>;
  switch (type) {
    case 'CaseFileOpened': {
      const { role, round, lead, cooperating, region, programme, enterprise, title, text } = data;
      const { kind, action, measures, policyBasis, deadlines, opinions } = data;
      return {
        fact: 'assigned',
        data: {
          ...common,
          ...{ role, round, lead, region, programme, enterprise, title, text, kind, action, policyBasis },
          cooperating: [...cooperating],
          measures: [...measures],
          deadlines: [...deadlines],
          ...(opinions !== undefined && { opinions: [...opinions] }),
        },
      };
    }
    case 'ReturnUpheld':
      return { fact: 'return-upheld', data: { ...common, reason: data.reason } };
    case 'ReturnRejected':
      return { fact: 'return-rejected', data: { ...common, reason: data.reason } };
    case 'OpinionReceived':
      return { fact: 'opinion-received', data: { ...common, from: data.agency, opinion: data.opinion } };
    case 'ResolutionRejected':
      return { fact: 'resolution-rejected', data: { ...common, reason: data.reason, deadline: data.deadline } };
    case 'ResolutionVerified':
      return { fact: 'resolution-verified', data: common };
    case 'ExtensionGranted':
      return { fact: 'extension-granted', data: { ...common, deadline: data.deadline } };
    case 'ExtensionRefused':
      return { fact: 'extension-refused', data: { ...common, deadline: data.deadline, reason: data.reason } };
    case 'Suspended':
      return { fact: 'suspended', data: common };
    case 'SuspensionRefused':
      return { fact: 'suspension-refused', data: { ...common, reason: data.reason } };
    case 'Resumed':
      return { fact: 'resumed', data: { ...common, deadlines: [...data.deadlines] } };
    case 'Reminded':
      return { fact: 'reminded', data: { ...common, deadline: data.deadline, dueAt: data.dueAt } };
    case 'SupervisionOrderReceived': {
      const { deadline, dueAt, number } = data;
      return { fact: 'supervision-ordered', data: { ...common, deadline, dueAt, number } };
    }
    case 'ParticipantsChanged': {
      const { lead, cooperating } = data;
      return { fact: 'participants-changed', data: { ...common, lead, cooperating: [...cooperating] } };
    }
    case 'CaseFileWithdrawn': {
      const { reason } = data;
      return { fact: 'withdrawn', data: { ...common, reason: typeof reason === 'string' ? reason : reason.zh } };
    }
    case 'CaseFileClosed':
      return { fact: 'closed', data: common };
    case 'CaseFileReopened': {
      const { round, reason, deadlines } = data;
      return { fact: 'reopened', data: { ...common, round, reason, deadlines: [...deadlines] } };
    }
  }
}

/** Told in the words of the report to the office. */
type Reported = (typeof import('../reports/report-of').REPORTED)[number];
