import { Injectable, type Type } from '@nestjs/common';
import { caseFileDecider, type MirrorOffice } from '@sanban/casework';
import { parseIntegrationEvent, REQUEST_TOPIC, type DepartmentService } from '@sanban/contracts';
import { systemPrincipal } from '@sanban/identity';
import { PoisonMessage, type ReceivedEvent } from '@sanban/messaging';
import { CommandRunner, Consumes, Programmes, type EventConsumer } from '@sanban/service-kit';
import type { PoolClient } from 'pg';
import { caseFileStream } from '../case-files/stream';
import { decisionOf, namedCaseFiles, type NamedCaseFile } from './named-case-files';
import { noteHeard } from './requests-heard';

/** Follows what the office decides: every case file of this service's agencies that a decision names hears of it. */
@Injectable()
abstract class OfficeDecisions implements EventConsumer {
  protected abstract readonly service: DepartmentService;

  constructor(
    private readonly commands: CommandRunner,
    private readonly programmes: Programmes,
  ) {}

  /** Each department hears of every request in its jurisdiction, most of which are other departments'. */
  concerns(received: ReceivedEvent): boolean {
    const parsed = parseIntegrationEvent(received);
    if (!parsed.readable || parsed.event.aggregate !== 'request') return true;
    return namedCaseFiles(decisionOf(parsed.event)).some(({ agency }) => {
      const entry = this.programmes.agency(agency);
      return entry === undefined || entry.service === this.service;
    });
  }

  async handle(events: readonly ReceivedEvent[], tx: PoolClient): Promise<void> {
    const heard = new Map<string, number>();
    const requests = new Map<string, ReceivedEvent[]>();
    for (const event of events) requests.set(event.key, [...(requests.get(event.key) ?? []), event]);
    // In order within a request; different requests have no case file in common.
    const outcomes = await Promise.allSettled(
      [...requests.values()].map(async (ofOneRequest) => {
        for (const event of ofOneRequest) await this.follow(event, heard);
      }),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    await noteHeard(heard, tx);
  }

  private async follow(received: ReceivedEvent, heard: Map<string, number>): Promise<void> {
    const parsed = parseIntegrationEvent(received);
    if (!parsed.readable) throw new PoisonMessage(received.id, parsed.reason);
    if (parsed.event.aggregate !== 'request') {
      throw new PoisonMessage(received.id, `${received.type} does not belong on ${REQUEST_TOPIC}`);
    }
    const decision = decisionOf(parsed.event);
    const ours = namedCaseFiles(decision).filter((named) => this.isOurs(named, received));
    for (const { agency, caseFile } of ours) {
      const command: MirrorOffice = { type: 'MirrorOffice', caseFile, decision };
      await this.commands.run({
        decider: caseFileDecider,
        stream: caseFileStream(this.service, caseFile),
        command: () => command,
        context: {
          commandId: received.id,
          fingerprint: '',
          principal: { ...systemPrincipal(this.service), agency },
          correlationId: received.correlationid,
        },
        programme: 'programme' in decision ? decision.programme : this.programmes.forRegion(regionOf(agency)).id,
        ...(decision.type === 'assigned' && { creates: true as const }),
      });
    }
    if (ours.length > 0) heard.set(decision.request, parsed.event.data.revision);
  }

  /** An agency that no pack names may be ours after the next pack: not to be skipped in silence. */
  private isOurs({ agency }: NamedCaseFile, received: ReceivedEvent): boolean {
    const entry = this.programmes.agency(agency);
    if (entry === undefined) {
      throw new PoisonMessage(
        received.id,
        `${received.type} names the agency ${agency}, which is in no programme here`,
      );
    }
    return entry.service === this.service;
  }
}

/** The consumer of one service: its group is `<service>.desk`. */
export function officeDecisions(service: DepartmentService): Type<EventConsumer> {
  @Consumes({ group: `${service}.desk`, topics: [REQUEST_TOPIC] })
  @Injectable()
  class OfficeDecisionsOfService extends OfficeDecisions {
    protected readonly service = service;
  }
  return OfficeDecisionsOfService;
}

const regionOf = (agency: string): string => agency.slice(0, agency.indexOf('/'));
