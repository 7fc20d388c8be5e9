import { Gauge, type Registry } from 'prom-client';
import type { RunningSubscription, Subscriptions } from '../hosting/subscriptions';

/** Read models, relays and process managers: how far they are behind the log. Left out while the database is away. */
export function measureSubscriptions(registry: Registry, subscriptions: Subscriptions): void {
  let reading: Promise<RunningSubscription[]> | undefined;
  // Both gauges are read at the same time: once for both.
  const read = () =>
    (reading ??= subscriptions
      .list()
      .catch(() => [])
      .finally(() => (reading = undefined)));
  const gauge = (name: string, help: string, value: (subscription: RunningSubscription) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['subscription'],
      registers: [registry],
      async collect() {
        const all = await read();
        this.reset();
        for (const one of all) this.set({ subscription: one.name }, value(one));
      },
    });
  gauge(
    'sanban_subscription_lag',
    'Events that the subscription has still to look at, counted up to 1,000.',
    ({ lag }) => lag,
  );
  gauge(
    'sanban_subscription_parked_events',
    'Events of streams that the subscription could not handle, and of those that wait behind them.',
    ({ parked }) => parked.length,
  );
}
