import { Inject, Injectable, type Type } from '@nestjs/common';
import { outboundTopic, type DepartmentService } from '@sanban/contracts';
import type { RecordedEvent } from '@sanban/event-store';
import { relayHandler, type Bus } from '@sanban/messaging';
import { BUS, Subscribes, type Subscriber } from '@sanban/service-kit';
import { caseFileStreamPrefix } from '../case-files/stream';
import { rejectionStreamPrefix } from './inbound-rejection';
import { OutboundEnvelopes, type Addressed } from './outbound-envelope';
import { OutsideSystems } from './outside-systems';

/** Tells the agencies' own systems, each on its own topic, what happens to their agency's case files. */
@Injectable()
class OutboundRelay implements Subscriber {
  constructor(
    private readonly systems: OutsideSystems,
    private readonly envelopes: OutboundEnvelopes,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  concerns(): boolean {
    return !this.systems.none;
  }

  /** Published before the checkpoint is committed: at least once. */
  async handle(events: RecordedEvent[]): Promise<void> {
    const byAgency = new Map<string, Map<string, Addressed>>();
    for (const recorded of events) {
      const addressed = await this.envelopes.of(recorded);
      if (this.systems.of(addressed.agency) === undefined) continue;
      const known = byAgency.get(addressed.agency) ?? new Map<string, Addressed>();
      byAgency.set(addressed.agency, known.set(recorded.id, addressed));
    }
    for (const [agency, messages] of byAgency) {
      const translate = ({ id }: RecordedEvent) => messages.get(id) ?? null;
      await relayHandler({ bus: this.bus, topic: outboundTopic(agency), translate })(events);
    }
  }
}

/** The relay of one service's outside systems. */
export function outboundRelay(service: DepartmentService): Type<Subscriber> {
  @Subscribes({
    name: 'outside-systems',
    version: 1,
    streamPrefixes: [caseFileStreamPrefix(service), rejectionStreamPrefix(service)],
  })
  @Injectable()
  class OutboundRelayOfService extends OutboundRelay {}
  return OutboundRelayOfService;
}
