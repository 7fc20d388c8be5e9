import type { ParkedEvent } from '@sanban/event-store';
import type { DeadLetter } from '@sanban/messaging';
import { formatInstant } from '@sanban/working-calendar';

/** One line per stream: why it stopped, and how many events wait. Streams in the order of their first event. */
export function byStream(events: readonly ParkedEvent[]) {
  return groups(events, ({ stream }) => stream).map((waiting) => ({
    stream: waiting[0].stream,
    reason: waiting.find(({ reason }) => reason !== null)?.reason ?? '',
    events: waiting.length,
    since: formatInstant(Math.min(...waiting.map(({ parkedAt }) => parkedAt.getTime()))),
  }));
}

/** One line per group, topic and key: why its first message is stuck, and how many wait. */
export function byKey(letters: readonly (DeadLetter & { group: string })[]) {
  return groups(letters, ({ group, topic, key }) => `${group}\n${topic}\n${key}`).map((waiting) => {
    const { group, topic, key, eventId, reason, failedAt } = waiting[0];
    return { group, key, topic, first: eventId, events: waiting.length, reason, since: failedAt };
  });
}

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): [Item, ...Item[]][] {
  const found = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group === undefined) found.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...found.values()];
}
