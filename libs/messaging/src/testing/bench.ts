import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import type { Bus, Consumer, Handler } from '../port';
import { Child } from './child-process';
import type { ChildTask } from './child-task';
import { Effects } from './effects';
import type { BusEnvironment } from './environment';
import { numbered } from './integration-event';

/** A case's own topic and group, and how it gets at buses, members and processes; `close` clears all of it away. */
export class Bench {
  readonly topic = `testing.thing-${randomUUID()}`;
  readonly group = `group-${randomUUID()}`;
  readonly effects: Effects;
  private readonly buses: Bus[] = [];
  private readonly children: Child[] = [];

  constructor(
    private readonly environment: BusEnvironment,
    private readonly database: TestDatabase,
    readonly pool: Pool,
  ) {
    this.effects = new Effects(pool, this.group);
  }

  async bus(): Promise<Bus> {
    const bus = await this.environment.open(this.pool);
    this.buses.push(bus);
    return bus;
  }

  /** A member in this process whose handler records its effects, after `before` has had its say. */
  async member(bus: Bus, name = 'parent', before: Handler = () => Promise.resolve()): Promise<Consumer> {
    return bus.consume(this.group, [this.topic], async (events, tx) => {
      await before(events, tx);
      await this.effects.record(events, tx, name);
    });
  }

  async childMember(name: string, options: { hang?: boolean } = {}): Promise<Child> {
    const { group, topic } = this;
    const child = this.child({ role: 'consumer', name, group, topic, hang: options.hang ?? false });
    await child.tells('started');
    return child;
  }

  childPublisher(keys: string[], count: number): Child {
    return this.child({ role: 'publisher', topic: this.topic, keys, count });
  }

  /** `count` numbered events of each key, interleaved. */
  async publish(bus: Bus, keys: readonly string[], from: number, to: number): Promise<void> {
    const events = [];
    for (let n = from; n <= to; n += 1) for (const key of keys) events.push(numbered(key, n));
    await bus.publish(this.topic, events);
  }

  async close(): Promise<void> {
    await Promise.all(this.children.map((child) => child.kill()));
    await Promise.all(this.buses.map((bus) => bus.close()));
  }

  private child(work: ChildTask['work']): Child {
    const { module, argument } = this.environment;
    const child = new Child({ module, argument, database: this.database.url, work });
    this.children.push(child);
    return child;
  }
}

/** Registers the suite's set-up and tear-down. @returns how a case gets its bench. */
export function benches(start: () => Promise<BusEnvironment>): () => Bench {
  let environment: BusEnvironment;
  let database: TestDatabase;
  let pool: Pool;
  let bench: Bench;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, max: 20, pipeline: true });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    await Effects.createTable(pool);
    environment = await start();
  }, 60_000);
  afterAll(async () => {
    await environment.close();
    await pool.end();
    await database.drop();
  }, 60_000);
  beforeEach(() => {
    bench = new Bench(environment, database, pool);
  });
  afterEach(async () => {
    await bench.close();
  }, 30_000);
  return () => bench;
}

/** 1 … n. */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

export const keys = (count: number): string[] => upTo(count).map((n) => `key-${n}`);
