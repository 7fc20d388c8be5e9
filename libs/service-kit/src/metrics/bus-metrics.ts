import { countDeadLetters, type Bus, type BusStatus } from '@sanban/messaging';
import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';

/** The broker's state, and of every group how far it is behind. Read when somebody asks. */
export function measureBus(registry: Registry, bus: Bus, pool: Pool): void {
  const gauge = (name: string, help: string, read: (status: BusStatus) => number) =>
    new Gauge({
      name: `sanban_bus_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read(bus.status()));
      },
    });
  gauge('connected', '1 while the brokers answer.', ({ connected }) => Number(connected));
  gauge('publishing', 'Messages that wait for being published.', ({ publishing }) => publishing);
  gauge('failing', '1 while publishing or asking the brokers fails.', ({ lastError }) => Number(lastError !== null));
  measurePartitions(registry, bus);
  measureGroups(registry, bus);
  new Gauge({
    name: 'sanban_bus_dead_letters',
    help: 'Messages that the group could not handle, those that wait behind them among them: up to 10,000. Absent while the database is away.',
    labelNames: ['group'],
    registers: [registry],
    async collect() {
      const counts = await countDeadLetters(pool).catch(() => undefined);
      this.reset();
      if (counts) for (const { group } of bus.status().groups) this.set({ group }, counts.get(group) ?? 0);
    },
  });
}

/** A member tells of its own partitions only: the sum over all members is the group's. */
function measurePartitions(registry: Registry, bus: Bus): void {
  new Gauge({
    name: 'sanban_bus_consumer_lag',
    help: 'Messages of the partition that the group has still to handle.',
    labelNames: ['group', 'topic', 'partition'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { group, partitions } of bus.status().groups) {
        for (const { topic, partition, lag } of partitions) this.set({ group, topic, partition }, lag);
      }
    },
  });
}

function measureGroups(registry: Registry, bus: Bus): void {
  new Gauge({
    name: 'sanban_bus_group_members',
    help: 'Live members of the group; 0: its broker has not answered yet.',
    labelNames: ['group'],
    registers: [registry],
    collect() {
      for (const { group, members } of bus.status().groups) this.set({ group }, members);
    },
  });
  new Gauge({
    name: 'sanban_bus_group_failing',
    help: '1 while the group repeats a batch or cannot renew its membership.',
    labelNames: ['group'],
    registers: [registry],
    collect() {
      for (const { group, lastError, partitions } of bus.status().groups) {
        this.set({ group }, Number(lastError !== null || partitions.some((one) => one.lastError !== null)));
      }
    },
  });
}
