import { partitionOf } from '../partitioner';
import { InvalidMessage, type ReceivedEvent } from '../port';
import { benches, keys, upTo } from './bench';
import { numberOf, until } from './effects';
import { PARTITIONS, type BusEnvironment } from './environment';
import { numbered } from './integration-event';

export function deliveryBehaviour(start: () => Promise<BusEnvironment>): void {
  describe('delivery', () => {
    const bench = benches(start);

    it('hands over what was published, whole, in order per key, with its place on the bus', async () => {
      const { topic, group } = bench();
      const bus = await bench().bus();
      const sent = upTo(30).map((n) => numbered(`键-${n % 7}`, n));
      await bus.publish(topic, sent);
      const got: ReceivedEvent[] = [];
      await bus.consume(group, [topic], (events) => {
        got.push(...events);
        return Promise.resolve();
      });
      await until(() => got.length >= sent.length);
      for (const key of new Set(sent.map((message) => message.key))) {
        const received = got.filter((event) => event.key === key);
        const expected = sent.filter((message) => message.key === key);
        expect(received).toMatchObject(expected.map(({ event }) => ({ ...event, topic, key })));
        expect(new Set(received.map(({ partition }) => partition))).toEqual(new Set([partitionOf(key, PARTITIONS)]));
        const offsets = received.map(({ offset }) => Number(offset));
        expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
      }
    });

    it('gives every group everything, and a group that comes later the beginning, too', async () => {
      const { topic } = bench();
      const bus = await bench().bus();
      const counts = new Map<string, number>();
      const follow = (group: string) =>
        bus.consume(group, [topic], (events) => {
          counts.set(group, (counts.get(group) ?? 0) + events.length);
          return Promise.resolve();
        });
      await follow(`${bench().group}-a`);
      await bench().publish(bus, keys(10), 1, 3);
      await until(() => counts.get(`${bench().group}-a`) === 30);
      await follow(`${bench().group}-b`);
      await until(() => counts.get(`${bench().group}-b`) === 30);
      expect(counts.get(`${bench().group}-a`)).toBe(30);
    });

    it('handles an event once, however often its sender publishes it', async () => {
      const bus = await bench().bus();
      const once = [numbered('a', 1), numbered('a', 2)];
      const twiceInOne = numbered('a', 3);
      await bus.publish(bench().topic, once);
      await bench().member(bus);
      await bench().effects.reach(2);
      await bus.publish(bench().topic, [...once, twiceInOne, twiceInOne, numbered('a', 4)]);
      await bench().effects.reach(4);
      expect(await bench().effects.perKey()).toEqual({ a: [1, 2, 3, 4] });
    });

    it('passes over what does not concern the group: it does not lag, and nothing of it comes again', async () => {
      const { topic, group } = bench();
      const bus = await bench().bus();
      const seen: number[] = [];
      const follow = (on: typeof bus) =>
        on.consume(
          group,
          [topic],
          (events) => {
            seen.push(...events.map(numberOf));
            return Promise.resolve();
          },
          { concerns: (event) => numberOf(event) % 10 === 0 },
        );
      const first = await follow(bus);
      await bench().publish(bus, ['a'], 1, 25);
      await until(async () => seen.length === 2 && (await bus.lag(group)) === 0);
      await bench().publish(bus, ['a'], 26, 29);
      await until(async () => (await bus.lag(group)) === 0);
      await first.stop();
      await follow(await bench().bus());
      await bench().publish(bus, ['a'], 30, 31);
      await until(() => seen.length === 3);
      expect(seen).toEqual([10, 20, 30]);
    });

    it('counts what a group has still to handle', async () => {
      const bus = await bench().bus();
      await bench().publish(bus, keys(5), 1, 2);
      const member = await bench().member(bus);
      await bench().effects.reach(10);
      await until(async () => (await bus.lag(bench().group)) === 0);
      await member.stop();
      await bench().publish(bus, keys(5), 3, 3);
      expect(await bus.lag(bench().group)).toBe(5);
    });

    it('refuses what is no event before anything is sent, and says which attribute is at fault', async () => {
      const bus = await bench().bus();
      const good = numbered('a', 1);
      const bad = { ...good, event: { ...good.event, id: 'other', time: 'yesterday' } };
      await expect(bus.publish(bench().topic, [good, bad])).rejects.toThrow(InvalidMessage);
      await expect(bus.publish(bench().topic, [good, bad])).rejects.toThrow(/time/);
      await expect(bus.publish(bench().topic, [{ ...good, key: '' }])).rejects.toThrow(InvalidMessage);
      await bus.publish(bench().topic, [numbered('a', 2)]);
      await bench().member(bus);
      await bench().effects.reach(1);
      expect(await bench().effects.perKey()).toEqual({ a: [2] });
    });

    it('refuses data that cannot be sent, and a message that is too large, before anything is sent', async () => {
      const bus = await bench().bus();
      const good = numbered('a', 1);
      for (const data of [() => 1, Symbol('x'), 1n, { toJSON: () => undefined }, 'x'.repeat(900 * 1024)]) {
        const bad = { ...good, event: { ...good.event, id: 'other', data } };
        await expect(bus.publish(bench().topic, [good, bad])).rejects.toThrow(InvalidMessage);
      }
      await bus.publish(bench().topic, [numbered('a', 2)]);
      await bench().member(bus);
      await bench().effects.reach(1);
      expect(await bench().effects.perKey()).toEqual({ a: [2] });
    });

    it('takes many large messages at once, in one call and in several, and small ones beside them', async () => {
      const bus = await bench().bus();
      // What has to be escaped most.
      const large = '"\\'.repeat(100 * 1024);
      const { topic, group } = bench();
      const sized = (key: string, n: number) => {
        const message = numbered(key, n);
        return { key, event: { ...message.event, data: { n, large } } };
      };
      const got = new Map<string, number[]>();
      await bus.consume(group, [topic], (events) => {
        for (const event of events) got.set(event.key, [...(got.get(event.key) ?? []), numberOf(event)]);
        return Promise.resolve();
      });
      await Promise.all([
        bus.publish(
          topic,
          upTo(20).map((n) => sized(`key-${n % 3}`, n)),
        ),
        ...upTo(10).map((n) => bus.publish(topic, [sized('several', n)])),
        bus.publish(topic, [numbered('small', 1)]),
      ]);
      await until(async () => (await bus.lag(group)) === 0);
      const thirds = (rest: number) => upTo(20).filter((n) => n % 3 === rest);
      expect(Object.fromEntries(got)).toEqual({
        ...{ 'key-0': thirds(0), 'key-1': thirds(1), 'key-2': thirds(2) },
        ...{ several: upTo(10), small: [1] },
      });
    });

    it('has one batch of a partition in flight, and few transactions in all', async () => {
      const bus = await bench().bus();
      const inFlight = new Map<number, number>();
      let most = 0;
      let mostOfOne = 0;
      await bench().publish(bus, keys(40), 1, 20);
      await bench().member(bus, 'parent', async ([first], tx) => {
        const { partition } = first!;
        inFlight.set(partition, (inFlight.get(partition) ?? 0) + 1);
        most = Math.max(
          most,
          [...inFlight.values()].reduce((sum, n) => sum + n),
        );
        mostOfOne = Math.max(mostOfOne, inFlight.get(partition) ?? 0);
        await tx.query('SELECT pg_sleep(0.005)');
        inFlight.set(partition, (inFlight.get(partition) ?? 0) - 1);
      });
      await bench().effects.reach(800);
      expect(mostOfOne).toBe(1);
      expect(most).toBeLessThanOrEqual(4);
      expect(most).toBeGreaterThan(1);
    });
  });
}
