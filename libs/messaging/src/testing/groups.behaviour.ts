import { BusUnavailable, type Bus } from '../port';
import { benches, keys, upTo } from './bench';
import { until } from './effects';
import { PARTITIONS, type BusEnvironment } from './environment';

const owned = (bus: Bus): number[] =>
  bus
    .status()
    .groups.flatMap(({ partitions }) => partitions.map(({ partition }) => partition))
    .sort((a, b) => a - b);

const everyPartition = Array.from({ length: PARTITIONS }, (_, partition) => partition);

export function groupsBehaviour(start: () => Promise<BusEnvironment>): void {
  describe('groups', () => {
    const bench = benches(start);

    it('shares the partitions between two members; each message goes to one of them', async () => {
      const [one, two] = [await bench().bus(), await bench().bus()];
      await bench().member(one, 'one');
      await bench().member(two, 'two');
      await until(() => owned(one).length === 3 && owned(two).length === 3);
      expect([...owned(one), ...owned(two)].sort((a, b) => a - b)).toEqual(everyPartition);
      expect(one.status().groups[0]).toMatchObject({ group: bench().group, members: 2, lastError: null });
      await bench().publish(one, keys(24), 1, 10);
      await bench().effects.reach(240);
      expect(await bench().effects.perKey()).toEqual(
        Object.fromEntries(
          keys(24)
            .sort()
            .map((key) => [key, upTo(10)]),
        ),
      );
      expect([...(await bench().effects.by()).keys()].sort()).toEqual(['one', 'two']);
    });

    it('rebalances when a member joins and when it leaves, under load, without loss, repetition or disorder', async () => {
      const [one, two] = [await bench().bus(), await bench().bus()];
      await bench().member(one, 'one');
      await until(() => owned(one).length === PARTITIONS);
      const load = (async () => {
        for (const n of upTo(100)) await bench().publish(one, keys(12), n, n);
      })();
      await bench().effects.reach(100);
      const second = await bench().member(two, 'two');
      await until(async () => ((await bench().effects.by()).get('two') ?? 0) > 0);
      await until(() => owned(one).length === 3 && owned(two).length === 3);
      await second.stop();
      await until(() => owned(one).length === PARTITIONS);
      await load;
      await bench().effects.reach(1200);
      expect(await bench().effects.perKey()).toEqual(
        Object.fromEntries(
          keys(12)
            .sort()
            .map((key) => [key, upTo(100)]),
        ),
      );
    });

    it('takes no member any more once its bus closes', async () => {
      const [bus, other] = [await bench().bus(), await bench().bus()];
      let handled = 0;
      const join = () =>
        bus.consume(bench().group, [bench().topic], () => {
          handled += 1;
          return Promise.resolve();
        });
      const joining = join().then(
        () => 'joined',
        (error: unknown) => error,
      );
      await bus.close();
      // Either way nobody is left behind.
      expect(['joined', expect.any(BusUnavailable)]).toContainEqual(await joining);
      await expect(join()).rejects.toThrow(BusUnavailable);
      await bench().publish(other, keys(12), 1, 1);
      await bench().member(other);
      await bench().effects.reach(12);
      expect(handled).toBe(0);
    });

    it('leaves no partition without a member when there are more members than partitions', async () => {
      const buses = await Promise.all(upTo(PARTITIONS + 2).map(() => bench().bus()));
      for (const bus of buses) await bench().member(bus);
      await until(() => buses.flatMap(owned).length === PARTITIONS && buses.every((bus) => owned(bus).length <= 1));
      expect(buses.flatMap(owned).sort((a, b) => a - b)).toEqual(everyPartition);
    });

    it('takes over the partitions of a member that was killed', async () => {
      const bus = await bench().bus();
      const child = await bench().childMember('child');
      await bench().publish(bus, keys(12), 1, 5);
      await bench().effects.reach(60);
      await bench().member(bus, 'parent');
      await until(() => owned(bus).length === 3);
      await child.kill();
      await bench().publish(bus, keys(12), 6, 10);
      await bench().effects.reach(120);
      expect(owned(bus)).toEqual(everyPartition);
      expect(await bench().effects.perKey()).toEqual(
        Object.fromEntries(
          keys(12)
            .sort()
            .map((key) => [key, upTo(10)]),
        ),
      );
    }, 30_000);
  });
}
