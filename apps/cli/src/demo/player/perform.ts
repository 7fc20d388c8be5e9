import type { CaseFileView } from '@sanban/contracts';
import type { Deed } from '../scenario/step';
import { lastDayOf, workingDaysAfter } from './calendar-days';
import { staffOf, type Observation } from './observation';

/** One command as it goes out. */
export interface Outgoing {
  user: string;
  path: string;
  body: unknown;
}

/** Where a story is being played: its region, the accounts that speak for the office and the enterprise, today's date. */
export interface Stage {
  region: string;
  /** Account of the enterprise, or of the office where it submitted by telephone. */
  submitter: string;
  /** Filled in by the office only: who telephoned. */
  enterprise: { id: string; name: string } | null;
  today: string;
}

export type AfterSubmission = Exclude<Deed, { kind: 'submit' }>;

export const submission = (deed: Extract<Deed, { kind: 'submit' }>, stage: Stage): Outgoing => ({
  user: stage.submitter,
  path: '/requests',
  body: {
    title: deed.title,
    text: deed.text,
    ...(stage.enterprise === null ? {} : { region: stage.region, enterprise: stage.enterprise }),
  },
});

/** Waits until the deed is possible, and says what is to be sent; null: the deed is to see something come by itself. */
export async function prepare(deed: AfterSubmission, stage: Stage, see: Observation): Promise<Outgoing | null> {
  const officer = (path: string, body: unknown = {}, rank = 'officer'): Outgoing => ({
    user: `${stage.region}-office-${rank}`,
    path: `/requests/${see.request}/${path}`,
    body,
  });
  const agency = (id: string, caseFile: string, path: string, body: unknown = {}): Outgoing => ({
    user: staffOf(id),
    path: `/agencies/${id}/case-files/${caseFile}/${path}`,
    body,
  });
  switch (deed.kind) {
    case 'triage':
      return officer('triage', deed.body);
    case 'assign':
      return officer('assign', { lead: deed.lead, cooperating: deed.cooperating });
    case 'reassign':
      return officer('reassign', { lead: deed.lead, cooperating: deed.cooperating, reason: deed.reason });
    case 'accept': {
      const { id } = await see.caseFile(deed.agency, 'open', ({ state }) => state === 'open');
      return { ...agency(deed.agency, id, 'accept'), user: staffOf(deed.agency, deed.rank) };
    }
    case 'return': {
      const { id } = await see.caseFile(deed.agency, 'open', ({ state }) => state === 'open');
      return agency(deed.agency, id, 'return', { reason: deed.reason, suggestedLead: deed.suggestedLead });
    }
    case 'ruleReturn':
      await see.office('the return has arrived', ({ state }) => state === 'returnRequested');
      return officer('rule-return', { agency: deed.agency, ruling: deed.ruling, reason: deed.reason });
    case 'plan': {
      const { id } = await see.caseFile(deed.agency, 'accepted', ({ state }) => state === 'accepted');
      const steps = deed.steps.map(({ description, inDays }) => ({
        description,
        dueOn: workingDaysAfter(stage.today, inDays),
      }));
      return agency(deed.agency, id, 'plan', { steps });
    }
    case 'progress': {
      const { id } = await see.caseFile(deed.agency, 'in hand', inHand);
      return agency(deed.agency, id, 'progress', { text: deed.text });
    }
    case 'opinion': {
      const { id } = await see.caseFile(deed.agency, 'accepted', ({ state }) => state === 'accepted');
      return agency(deed.agency, id, 'opinion', { opinion: deed.opinion });
    }
    case 'requestExtension': {
      const { id, deadlines } = await see.caseFile(deed.agency, 'in hand', inHand);
      const deadline = deadlines.find(({ subject }) => subject === 'resolve');
      if (deadline === undefined) throw new Error(`${see.request}: ${deed.agency} has no deadline to resolve`);
      const until = workingDaysAfter(lastDayOf(deadline.dueAt), deed.byDays);
      return agency(deed.agency, id, 'request-extension', { deadline: deadline.id, until, reason: deed.reason });
    }
    case 'ruleExtension': {
      const { extension } = await see.office('the extension is asked for', (view) => view.extension !== null);
      const body = { deadline: extension?.deadline, ruling: deed.ruling, reason: deed.reason };
      return officer('rule-extension', body, deed.officer);
    }
    case 'requestSuspension': {
      const { id } = await see.caseFile(deed.agency, 'in hand', inHand);
      return agency(deed.agency, id, 'request-suspension', { reasonCode: deed.reasonCode, reason: deed.reason });
    }
    case 'ruleSuspension':
      await see.office('the suspension is asked for', ({ suspension }) => suspension !== null);
      return officer('rule-suspension', { ruling: deed.ruling, reason: deed.reason });
    case 'resume':
      await see.caseFile(deed.agency, 'suspended', ({ dueAt }) => dueAt === null);
      return officer('resume');
    case 'awaitSupervision':
      await see.story('reminder and supervision order', (types) =>
        ['DeadlinePassed', 'ReminderIssued', 'SupervisionOrderIssued'].every((type) => types.includes(type)),
      );
      return null;
    case 'resolve': {
      const { id } = await see.caseFile(deed.agency, 'in hand', inHand);
      return agency(deed.agency, id, 'resolve', deed.body);
    }
    case 'verify':
      await see.office('resolved', ({ state }) => state === 'resolved');
      return officer('verify', deed.body, 'officer2');
    case 'followUp':
      return { ...officer('follow-up', deed.body), user: stage.submitter };
    case 'close':
      return officer('close');
    case 'reopen':
      return officer('reopen', { reason: deed.reason });
  }
}

/** Accepted, and its clock runs: while it is suspended, nothing is due. */
const inHand = ({ state, dueAt }: CaseFileView): boolean =>
  (state === 'accepted' || state === 'planned') && dueAt !== null;
