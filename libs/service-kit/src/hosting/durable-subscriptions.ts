import type { DiscoveryService } from '@nestjs/core';
import {
  checkpointOf,
  tablesOf,
  type EventFilter,
  type Projection,
  type RecordedEvent,
  type SubscriptionHandler,
} from '@sanban/event-store';
import { relayHandler, type Bus } from '@sanban/messaging';
import { Relays, Subscribes, type Subscriber, type Translated, type Translator } from './decorators';
import { discover, hasMethod } from './discover';
import { isProjector, Projects } from './projects';

/** What a checkpoint is kept for. */
export interface DurableSubscription {
  name: string;
  version: number;
  filter: EventFilter;
  handle: SubscriptionHandler;
  concerns?: NonNullable<Subscriber['concerns']>;
  /** The read model that it keeps; absent where it keeps none that can be built anew. */
  projection?: Projection;
}

/**
 * Of the @Subscribes providers, of the @Relays providers, whose names begin with `relay.`, and of the @Projects providers,
 * whose names begin with `projection.`. @throws where two have one name
 */
export function durableSubscriptions(discovery: DiscoveryService, bus: Bus): DurableSubscription[] {
  const subscribers = discover(discovery, Subscribes, hasMethod<Subscriber>('handle')).map(({ options, instance }) => ({
    name: options.name,
    version: options.version,
    filter: filterOf(options),
    handle: (events: RecordedEvent[], tx: Parameters<SubscriptionHandler>[1]) => instance.handle(events, tx),
    concerns: (events: readonly RecordedEvent[]) => instance.concerns?.(events) ?? true,
  }));
  const relays = discover(discovery, Relays, hasMethod<Translator>('translate')).map(({ options, instance }) => ({
    name: `relay.${options.name}`,
    version: 1,
    filter: filterOf(options),
    handle: (events: RecordedEvent[]) => relay(events, instance, options.topic, bus),
  }));
  const all = [...subscribers, ...relays, ...projections(discovery)];
  const names = all.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two subscriptions are named ${twice}`);
  return all;
}

function projections(discovery: DiscoveryService): DurableSubscription[] {
  return discover(discovery, Projects, isProjector).map(({ options, instance }) => {
    const { name, version } = options;
    const filter = filterOf(options);
    const projection: Projection = {
      name,
      version,
      filter,
      tables: instance.tables,
      handle: (events, tx, tables) => instance.handle(events, tx, tables),
    };
    const tables = tablesOf(projection);
    return {
      ...checkpointOf(projection),
      filter,
      handle: (events: RecordedEvent[], tx: Parameters<SubscriptionHandler>[1]) => instance.handle(events, tx, tables),
      projection,
    };
  });
}

/** A translation may have to read the stream; the messages go out together, in the order of the log. */
async function relay(events: readonly RecordedEvent[], translator: Translator, topic: string, bus: Bus): Promise<void> {
  const messages = new Map<string, Translated>();
  for (const event of events) messages.set(event.id, await translator.translate(event));
  await relayHandler({ bus, topic, translate: ({ id }) => messages.get(id) ?? null })(events);
}

const filterOf = ({ streamPrefixes, types }: EventFilter): EventFilter => ({
  ...(streamPrefixes === undefined ? {} : { streamPrefixes }),
  ...(types === undefined ? {} : { types }),
});
