import { track } from '../deadlines';
import type { DataOf } from '../request/events';
import type { CaseFileEvent } from './events';
import { isOver, ownDeadlines, type DecisionOf } from './guards';
import type { CaseFileRecord } from './state';

/** The office gave it to this agency, which has its own record from then on. */
export function openCaseFile(
  caseFile: string,
  decision: DecisionOf<'assigned'> | DecisionOf<'reassigned'>,
): readonly CaseFileEvent[] {
  const { participants, request, region, programme, round, enterprise, title, text, kind, action, measures } = decision;
  const own = participants.find((participant) => participant.caseFile === caseFile);
  const lead = participants.find(({ role }) => role === 'lead');
  if (own === undefined || lead === undefined) return [];
  const opinions = decision.type === 'reassigned' ? (decision.opinions ?? []) : [];
  return [
    {
      type: 'CaseFileOpened',
      data: {
        caseFile,
        request,
        region,
        programme,
        agency: own.agency,
        role: own.role,
        round,
        lead: lead.agency,
        cooperating: participants.filter(({ role }) => role === 'cooperating').map(({ agency }) => agency),
        enterprise,
        title,
        text,
        kind,
        action,
        measures,
        policyBasis: decision.policyBasis,
        deadlines: ownDeadlines(own, decision.deadlines),
        assignedAt: decision.at,
        ...(own.role === 'lead' && opinions.length > 0 && { opinions }),
        at: decision.at,
      },
    },
  ];
}

export function opened(data: DataOf<CaseFileEvent, 'CaseFileOpened'>): CaseFileRecord {
  const { at, deadlines, ...substance } = data;
  return {
    ...substance,
    status: 'open',
    deadlines: deadlines.map((deadline) => track(deadline, at)),
    accepted: false,
    returnRejected: false,
    plan: null,
    opinion: null,
    opinions: data.opinions ?? [],
    outcome: null,
    extension: null,
    suspension: null,
    suspended: false,
    reminders: [],
    supervisionOrders: [],
  };
}

/** The office reassigned: the case file ends, whatever its agency has done meanwhile, or has other partners. */
export function mirrorReassigned(state: CaseFileRecord, decision: DecisionOf<'reassigned'>): readonly CaseFileEvent[] {
  if (isOver(state)) return [];
  const { participants, withdrawn, reason, at } = decision;
  if (withdrawn.some(({ caseFile }) => caseFile === state.caseFile))
    return [{ type: 'CaseFileWithdrawn', data: { reason, at } }];
  const lead = participants.find(({ role }) => role === 'lead')?.agency ?? state.lead;
  const cooperating = participants.filter(({ role }) => role === 'cooperating').map(({ agency }) => agency);
  const same = lead === state.lead && cooperating.join() === state.cooperating.join();
  return same ? [] : [{ type: 'ParticipantsChanged', data: { lead, cooperating, at } }];
}
