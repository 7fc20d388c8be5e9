import { randomUUID } from 'node:crypto';
import type { CaseRules, Deadline, DeadlineSubject, Kind } from '@sanban/casework';
import {
  requestEventType,
  requestFacts,
  REQUEST_TOPIC,
  type RequestFact,
  type RequestFactData,
} from '@sanban/contracts';
import type { Bus, IntegrationEvent } from '@sanban/messaging';
import type { Programmes } from '@sanban/service-kit';
import { computeDeadline } from '@sanban/working-calendar';

export const REGION = '530902';
/** Monday. */
export const MONDAY = '2022-08-22T09:00:00+08:00';

interface Part {
  agency: string;
  caseFile: string;
  role: 'lead' | 'cooperating';
}

type Extra<Fact extends RequestFact> = Omit<RequestFactData<Fact>, 'request' | 'revision' | 'participants' | 'at'>;

/** The office as the agencies hear it: what it says of one request, in order. */
export class OfficeRequest {
  readonly request = randomUUID();
  revision = 2;
  round = 1;

  constructor(
    private readonly programmes: Programmes,
    public participants: Part[],
    readonly kind: Kind = 'general',
    public at = MONDAY,
  ) {}

  static of(programmes: Programmes, lead: string, cooperating: readonly string[] = [], kind: Kind = 'general') {
    return new OfficeRequest(programmes, parts(lead, cooperating), kind);
  }

  caseFileOf(agency: string): string {
    const part = this.participants.find((participant) => participant.agency === agency);
    if (part === undefined) throw new Error(`${agency} takes no part`);
    return part.caseFile;
  }

  assigned(title = '留抵退税到账慢'): IntegrationEvent {
    return this.says('assigned', this.assignment(title));
  }

  /** Another lead; who was not in it before gets a case file of its own. */
  reassigned(lead: string, cooperating: readonly string[], reason = '经核实属其他部门职责'): IntegrationEvent {
    const before = this.participants;
    const known = new Map(before.map(({ agency, caseFile }) => [agency, caseFile]));
    this.round += 1;
    this.participants = parts(lead, cooperating).map((part) => ({
      ...part,
      caseFile: known.get(part.agency) ?? part.caseFile,
    }));
    const kept = new Set(this.participants.map(({ agency }) => agency));
    const withdrawn = before
      .filter(({ agency }) => !kept.has(agency))
      .map(({ agency, caseFile }) => ({ agency, caseFile }));
    return this.says('reassigned', { ...this.assignment('留抵退税到账慢'), withdrawn, reason });
  }

  /** One event of the office, checked against the contract. */
  says<Fact extends RequestFact>(fact: Fact, extra: Extra<Fact>): IntegrationEvent {
    this.revision += 1;
    const { request, revision, participants, at } = this;
    const data: unknown = requestFacts[fact].parse({ request, revision, participants, at, ...extra });
    return {
      id: randomUUID(),
      type: requestEventType(fact),
      source: '/coordination',
      subject: request,
      time: at,
      correlationid: randomUUID(),
      causationid: randomUUID(),
      data,
    };
  }

  deadline(subject: DeadlineSubject, agency: string): Deadline {
    const rules = this.programmes.rules(REGION);
    const rule = {
      resolve: rules.general.resolve,
      plan: rules.complex.plan,
      opinion: rules.opinion,
      assign: rules.assign,
    };
    return {
      id: `${subject}:${agency}:${this.round}`,
      subject,
      agency,
      rule: rule[subject],
      ...instants(rule[subject], this.at, this.programmes),
    };
  }

  private assignment(title: string): Extra<'assigned'> {
    const deadlines = this.participants.map(({ agency, role }) =>
      this.deadline(role === 'cooperating' ? 'opinion' : this.kind === 'general' ? 'resolve' : 'plan', agency),
    );
    return {
      round: this.round,
      region: REGION,
      programme: 'linxiang-2022',
      enterprise: { id: '91530902MA6K000014', name: '临沧某茶业有限公司' },
      title,
      text: '我公司6月申请的增量留抵退税至今未到账，资金周转困难。',
      kind: this.kind,
      action: 'tax-reduction',
      measures: ['tax-reduction/01'],
      policyBasis: 'supported',
      deadlines,
      by: 'officer',
    };
  }
}

const parts = (lead: string, cooperating: readonly string[]): Part[] => [
  { agency: lead, caseFile: randomUUID(), role: 'lead' },
  ...cooperating.map((agency) => ({ agency, caseFile: randomUUID(), role: 'cooperating' as const })),
];

function instants(rule: CaseRules['opinion'], at: string, programmes: Programmes) {
  const { startedAt, dueAt, calendarVersion } = computeDeadline(rule, at, programmes.calendar(REGION, rule.calendar));
  return { startedAt, dueAt, calendarVersion };
}

export const publish = (bus: Bus, events: readonly IntegrationEvent[]): Promise<void> =>
  bus.publish(
    REQUEST_TOPIC,
    events.map((event) => ({ key: event.subject, event })),
  );
