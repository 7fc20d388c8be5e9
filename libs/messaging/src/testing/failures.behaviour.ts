import { benches, keys, upTo } from './bench';
import { until } from './effects';
import type { BusEnvironment } from './environment';

class SerializationFailure extends Error {
  readonly code = '40001';
}

const inOrder = (count: number, to: number) =>
  Object.fromEntries(
    keys(count)
      .sort()
      .map((key) => [key, upTo(to)]),
  );

export function failuresBehaviour(start: () => Promise<BusEnvironment>): void {
  describe('failures', () => {
    const bench = benches(start);

    it('makes an effect once when the process is killed between effect and acknowledgement', async () => {
      const bus = await bench().bus();
      await bench().publish(bus, ['a'], 1, 5);
      const child = await bench().childMember('child', { hang: true });
      await child.tells('hanging');
      await child.kill();
      expect(await bench().effects.count()).toBe(0);
      await bench().member(bus, 'parent');
      await bench().effects.reach(5);
      expect(await bench().effects.perKey()).toEqual({ a: upTo(5) });
    }, 30_000);

    it('loses and repeats nothing when members are killed again and again', async () => {
      const bus = await bench().bus();
      const rounds = 6;
      for (const round of upTo(rounds)) {
        const child = await bench().childMember(`child-${round}`);
        await bench().publish(bus, keys(12), (round - 1) * 50 + 1, round * 50);
        // Somewhere in the middle of the work: the child has begun, and has some of it left.
        await bench().effects.reach((round - 1) * 400 + 1);
        await child.kill();
      }
      await bench().member(bus, 'parent');
      await bench().effects.reach(12 * 50 * rounds);
      expect(await bench().effects.perKey()).toEqual(inOrder(12, 50 * rounds));
      expect(await bus.lag(bench().group)).toBe(0);
    }, 60_000);

    it('fences a member that has frozen: another takes over, and what the frozen one had in hand changes nothing', async () => {
      const bus = await bench().bus();
      await bench().publish(bus, keys(6), 1, 3);
      const child = await bench().childMember('frozen', { hang: true });
      await child.tells('hanging');
      child.freeze();
      await bench().member(bus, 'parent');
      await bench().effects.reach(18);
      child.thaw();
      await bench().publish(bus, keys(6), 4, 6);
      await bench().effects.reach(36);
      expect(await bench().effects.perKey()).toEqual(inOrder(6, 6));
    }, 30_000);

    it('repeats a transient failure for as long as it lasts, and never takes it for poison', async () => {
      const bus = await bench().bus();
      let failures = 0;
      await bench().member(bus, 'parent', () => {
        failures += 1;
        return failures <= 8
          ? Promise.reject(new SerializationFailure('could not serialize access'))
          : Promise.resolve();
      });
      await bench().publish(bus, ['a'], 1, 3);
      await bench().effects.reach(3);
      expect(await bench().effects.perKey()).toEqual({ a: [1, 2, 3] });
      expect(await bus.listDeadLetters(bench().group)).toEqual([]);
    });

    it('shows why it repeats, and shows it no more once it has passed', async () => {
      const bus = await bench().bus();
      let broken = true;
      await bench().member(bus, 'parent', () =>
        broken ? Promise.reject(new SerializationFailure('could not serialize access')) : Promise.resolve(),
      );
      const errors = () =>
        bus.status().groups.flatMap(({ partitions }) => partitions.map(({ lastError }) => lastError));
      await bench().publish(bus, ['a'], 1, 1);
      await until(() => errors().some((error) => error?.includes('could not serialize access') ?? false));
      broken = false;
      await bench().effects.reach(1);
      await until(() => errors().every((error) => error === null));
    });

    it('goes on by itself when the database has dropped every connection', async () => {
      const bus = await bench().bus();
      await bench().member(bus, 'parent');
      for (const n of upTo(20)) {
        await bench().publish(bus, keys(6), n, n);
        if (n % 5 === 0) {
          await bench().pool.query(
            'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
          );
        }
      }
      await bench().effects.reach(120);
      expect(await bench().effects.perKey()).toEqual(inOrder(6, 20));
      expect(await bus.listDeadLetters(bench().group)).toEqual([]);
    });

    it('keeps nothing of a batch whose handler has failed: neither its effect nor its offset', async () => {
      const bus = await bench().bus();
      let failed = 0;
      const { effects, group, topic } = bench();
      const member = await bus.consume(group, [topic], async (events, tx) => {
        await effects.record(events, tx);
        failed += 1;
        throw new SerializationFailure('after the effect');
      });
      await bench().publish(bus, ['a'], 1, 3);
      await until(() => failed > 1);
      await member.stop();
      expect(await effects.count()).toBe(0);
      expect(await bus.lag(group)).toBe(3);
    });
  });
}
