import { runSubscription, StoreUnavailable, type RecordedEvent, type SubscriptionOptions } from '@sanban/event-store';
import { BusUnavailable, type Bus, type IntegrationEvent } from './port';

/** What an event of ours is to the world; null: nothing. Its id becomes the integration event's, so that a repetition shows. */
export type Translate = (event: RecordedEvent) => { key: string; event: IntegrationEvent } | null;

export interface RelayRoute {
  bus: Bus;
  topic: string;
  translate: Translate;
}

export type RelayOptions = Omit<SubscriptionOptions, 'handle'> & RelayRoute;

/**
 * Publishes what `translate` makes of the log's events, in order and at least once, until the signal aborts.
 * Each batch is published before its checkpoint is committed; after a crash between the two it is published again.
 * A bus that is away is waited for. An event that cannot be translated is parked with its stream's later ones.
 */
export function runRelay({ bus, topic, translate, ...subscription }: RelayOptions): Promise<void> {
  return runSubscription({ ...subscription, handle: relayHandler({ bus, topic, translate }) });
}

/** The relay's handler alone, for redriving what was parked. */
export function relayHandler({
  bus,
  topic,
  translate,
}: RelayRoute): (events: readonly RecordedEvent[]) => Promise<void> {
  return async (events) => {
    const messages = events.flatMap((event) => translate(event) ?? []);
    if (messages.length === 0) return;
    try {
      await bus.publish(topic, messages);
    } catch (error) {
      // In the words of the subscription: no event is to blame, try again.
      throw error instanceof BusUnavailable ? new StoreUnavailable(error.message, { cause: error }) : error;
    }
  };
}
