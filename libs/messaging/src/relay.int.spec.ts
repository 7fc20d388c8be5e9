import { parkedEvents, redrive, type RecordedEvent, type SubscriptionAlert } from '@sanban/event-store';
import { newEvent, openTestLog, type TestLog } from '@sanban/event-store/testing';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { BusUnavailable, type Bus, type IntegrationEvent } from './port';
import { openPostgresBus } from './postgres/postgres-bus';
import { relayHandler, runRelay, type Translate } from './relay';
import { until } from './testing/effects';

const revisionIn = z.object({ revision: z.number() });

const keyOf = (event: RecordedEvent) => event.stream.replace('service.thing-', '');

const translate: Translate = (event) => {
  if (event.type === 'PrivateMatter') return null;
  if (event.data['broken'] === true) throw new Error('cannot be told');
  const integration: IntegrationEvent = {
    id: event.id,
    type: 'sanban.service.thing.happened.v1',
    source: '/service',
    subject: keyOf(event),
    time: event.metadata.recordedAt,
    correlationid: event.metadata.correlationId,
    causationid: event.id,
    data: { revision: event.revision },
  };
  return { key: integration.subject, event: integration };
};

describe('the relay', () => {
  let log: TestLog;
  let bus: Bus;
  let topic: string;
  let published: Map<string, number[]>;
  let alerts: SubscriptionAlert[];
  const stopping: AbortController[] = [];
  const running: Promise<void>[] = [];

  beforeEach(async () => {
    log = await openTestLog();
    bus = await openPostgresBus({ bus: { connectionString: log.url }, inbox: log.pool });
    topic = `service.thing-${randomUUID()}`;
    published = new Map();
    alerts = [];
    await bus.consume('reader', [topic], (events) => {
      for (const { key, data } of events) {
        published.set(key, [...(published.get(key) ?? []), revisionIn.parse(data).revision]);
      }
      return Promise.resolve();
    });
  });
  afterEach(async () => {
    for (const controller of stopping.splice(0)) controller.abort();
    await Promise.all(running.splice(0));
    await bus.close();
    await log.close();
  });

  const start = (through: Bus = bus) => {
    const controller = new AbortController();
    stopping.push(controller);
    const { store, pool } = log;
    const { signal } = controller;
    const onAlert = (alert: SubscriptionAlert) => void alerts.push(alert);
    const relay = runRelay({ name: 'relay', version: 1, store, pool, bus: through, topic, translate, onAlert, signal });
    running.push(relay);
    return { stop: () => (controller.abort(), relay) };
  };
  const happen = (key: string, count: number, type = 'SomethingHappened', data = {}) =>
    log.store.append(
      `service.thing-${key}`,
      'any',
      Array.from({ length: count }, () => newEvent({ type }, data)),
    );
  const onBus = async () =>
    (
      await log.pool.query<{ id: string }>(
        `SELECT event->>'id' AS id FROM bus.messages ORDER BY topic_id, partition, "offset"`,
      )
    ).rows.map(({ id }) => id);

  it('publishes what has a translation, in the order of its stream, and goes on where it stopped', async () => {
    await happen('a', 3);
    const first = start();
    await happen('b', 2);
    await happen('a', 1, 'PrivateMatter');
    await happen('a', 2);
    await until(() => published.get('a')?.length === 5 && published.get('b')?.length === 2);
    await first.stop();
    await happen('a', 1);
    start();
    await until(() => published.get('a')?.length === 6);
    expect(published.get('a')).toEqual([0, 1, 2, 4, 5, 6]);
    expect(published.get('b')).toEqual([0, 1]);
    expect(await onBus()).toHaveLength(8);
  });

  it('publishes again what was published before the checkpoint was committed; the inbox sees to it that it counts once', async () => {
    let lose = 1;
    const losing: Bus = {
      ...delegating(bus),
      publish: async (name, events) => {
        await bus.publish(name, events);
        // Published, and yet the answer is lost: as a crash before the checkpoint.
        if (lose-- > 0) throw new BusUnavailable('the answer was lost');
      },
    };
    await happen('a', 4);
    start(losing);
    await until(() => published.get('a')?.length === 4);
    await happen('a', 1);
    await until(() => published.get('a')?.length === 5);
    expect(published.get('a')).toEqual([0, 1, 2, 3, 4]);
    const ids = await onBus();
    expect(ids).toHaveLength(9);
    expect(new Set(ids).size).toBe(5);
  });

  it('waits for a bus that is away, and parks nothing', async () => {
    const away = { now: true };
    const flaky: Bus = {
      ...delegating(bus),
      publish: (name, events) => (away.now ? Promise.reject(new BusUnavailable('away')) : bus.publish(name, events)),
    };
    await happen('a', 3);
    start(flaky);
    await until(() => alerts.length > 0);
    expect(alerts).toMatchObject([{ kind: 'stalled' }]);
    away.now = false;
    await until(() => published.get('a')?.length === 3);
    expect(await parkedEvents(log.pool)).toEqual([]);
  });

  it('parks the stream of an event that cannot be translated; the others go on; a redrive publishes in order', async () => {
    await happen('a', 1);
    await happen('a', 1, 'SomethingHappened', { broken: true });
    await happen('b', 2);
    await happen('a', 1);
    start();
    await until(() => published.get('b')?.length === 2 && alerts.length > 0);
    expect(published.get('a')).toEqual([0]);
    const mended: Translate = (event) => translate(event.raised(2, {}));
    const { store, pool } = log;
    const handle = relayHandler({ bus, topic, translate: mended });
    await redrive({ name: 'relay', version: 1, store, pool, stream: 'service.thing-a', handle });
    await until(() => published.get('a')?.length === 3);
    expect(published.get('a')).toEqual([0, 1, 2]);
  });
});

/** A bus whose methods can be replaced one by one. */
function delegating(bus: Bus): Bus {
  return {
    publish: (topic, events) => bus.publish(topic, events),
    consume: (group, topics, handler, options) => bus.consume(group, topics, handler, options),
    lag: (group) => bus.lag(group),
    listDeadLetters: (group, query) => bus.listDeadLetters(group, query),
    redrive: (group, key) => bus.redrive(group, key),
    status: () => bus.status(),
    close: () => bus.close(),
  };
}
