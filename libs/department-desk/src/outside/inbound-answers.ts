import { createHash } from 'node:crypto';
import { Injectable, type Type } from '@nestjs/common';
import { inboundTopic, parseInboundEvent, type DepartmentService, type InboundEvent } from '@sanban/contracts';
import { StoreUnavailable } from '@sanban/event-store';
import type { Principal } from '@sanban/identity';
import type { ReceivedEvent } from '@sanban/messaging';
import { commandIdOf, Consumes, ProblemError, type EventConsumer } from '@sanban/service-kit';
import type { PoolClient } from 'pg';
import { CaseFileHandling } from '../handling/case-file-handling';
import { ServedAgencies } from '../handling/served-agencies';
import { commandOf } from './inbound-command';
import { InboundDeadLetters } from './inbound-dead-letters';
import type { Fault, MessageFault } from './inbound-rejection';
import { OutsideSystems } from './outside-systems';

/**
 * What agencies' own systems answer becomes commands on their case files. The broker's rights say who writes on which
 * topic; a message that speaks for another agency is refused. One that is refused changes nothing, is kept with its
 * reason, and its sender is told; later ones of its key are handled.
 */
@Injectable()
class InboundAnswers implements EventConsumer {
  constructor(
    private readonly systems: OutsideSystems,
    private readonly served: ServedAgencies,
    private readonly handling: CaseFileHandling,
    private readonly deadLetters: InboundDeadLetters,
  ) {}

  async handle(events: readonly ReceivedEvent[], tx: PoolClient): Promise<void> {
    const requests = new Map<string, ReceivedEvent[]>();
    for (const event of events) requests.set(event.key, [...(requests.get(event.key) ?? []), event]);
    // In order within a request; different requests have no case file in common.
    const outcomes = await Promise.allSettled([...requests.values()].map((ofOne) => this.followAll(ofOne)));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') throw outcome.reason;
      for (const refused of outcome.value) await this.deadLetters.bury(refused, tx);
    }
  }

  private async followAll(events: readonly ReceivedEvent[]) {
    const refused = [];
    for (const event of events) {
      const agency = this.agencyOf(event.topic);
      const fault = await this.follow(event, agency);
      if (fault !== null) refused.push({ agency, fault, ...event, event: structured(event) });
    }
    return refused;
  }

  private async follow(received: ReceivedEvent, agency: string): Promise<Fault | null> {
    const parsed = parseInboundEvent(received);
    if (!parsed.readable) return parsed;
    const { data } = parsed.event;
    if (data.agency !== agency)
      return fault('wrong-agency', `${received.topic} is not the topic of ${data.agency}`, 'agency');
    if (received.key !== received.subject) {
      return fault('wrong-key', `the key ${received.key} is not the subject ${received.subject}`);
    }
    try {
      await this.carryOut(received, parsed.event);
      return null;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { status, code, title, detail = title, field = null } = error.problem;
      if (status >= 500) throw new StoreUnavailable(code, { cause: error });
      return { code, reason: detail, field };
    }
  }

  private async carryOut(received: ReceivedEvent, event: InboundEvent): Promise<void> {
    const { agency, caseFile } = event.data;
    const region = agency.slice(0, agency.indexOf('/'));
    if (event.fact === 'returned') this.served.checkSuggestedLead(event.data.suggestedLead);
    await this.handling.carryOut({ region, agency, id: caseFile, request: received.subject }, commandOf(event), {
      commandId: commandIdOf(received.source, received.id),
      fingerprint: createHash('sha256').update(JSON.stringify(event)).digest('base64url'),
      principal: this.principalOf(agency),
      correlationId: received.correlationid,
    });
  }

  /** Who stands in the log: the system, with the rights of its agency's handler. */
  private principalOf(agency: string): Principal {
    const name = this.systems.of(agency) ?? '';
    const region = agency.slice(0, agency.indexOf('/'));
    return { user: `outside:${name}`, name, region, agency, enterprise: null, roles: ['handler'] };
  }

  private agencyOf(topic: string): string {
    const agency = this.systems.agencies().find((declared) => inboundTopic(declared) === topic);
    if (agency === undefined) throw new Error(`${topic} is the topic of no declared outside system`);
    return agency;
  }
}

const fault = (code: MessageFault, reason: string, field: string | null = null): Fault => ({ code, reason, field });

/** As CloudEvents in JSON, for the record. */
function structured({ id, type, source, subject, time, correlationid, causationid, data }: ReceivedEvent): object {
  return { specversion: '1.0', id, type, source, subject, time, correlationid, causationid, data };
}

/** A group of its own per agency, so that two systems may use the same message ids. */
export const inboundGroup = (service: DepartmentService, agency: string) =>
  `${service}.inbound.${agency.replace('/', '.')}`;

/** The consumer of one service's outside systems. */
export function inboundAnswers(service: DepartmentService): Type<EventConsumer> {
  @Consumes(({ integration }, programmes) =>
    Object.keys(integration?.outsideSystems ?? {})
      .filter((agency) => programmes.agency(agency)?.service === service)
      .map((agency) => ({ group: inboundGroup(service, agency), topics: [inboundTopic(agency)], foreign: true })),
  )
  @Injectable()
  class InboundAnswersOfService extends InboundAnswers {}
  return InboundAnswersOfService;
}
