import { Module } from '@nestjs/common';
import { PoisonMessage, type ReceivedEvent } from '@sanban/messaging';
import type { ServiceDefinition } from '../definition';
import { Consumes, type EventConsumer } from '../hosting/decorators';

export const GROUP = 'agency.echoes';
export const TOPIC = 'testing.echo';

/** A service that only listens. `gate` holds batches up; what it calls poison goes to the dead letters. */
export function echoes(gate: (events: readonly ReceivedEvent[]) => Promise<void>): ServiceDefinition {
  @Consumes({ group: GROUP, topics: [TOPIC] })
  class Echoes implements EventConsumer {
    async handle(events: readonly ReceivedEvent[]): Promise<void> {
      await gate(events);
      const poison = events.find(({ type }) => type === 'poison');
      if (poison) throw new PoisonMessage(poison.id, 'never');
    }
  }
  @Module({ providers: [Echoes] })
  class EchoesModule {}
  return { name: 'agency', module: EchoesModule, entities: [], migrations: [] };
}
