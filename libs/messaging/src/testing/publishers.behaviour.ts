import type { ReceivedEvent } from '../port';
import { benches, upTo } from './bench';
import { numberOf, until } from './effects';
import type { BusEnvironment } from './environment';

export function publishersBehaviour(start: () => Promise<BusEnvironment>): void {
  describe('publishers', () => {
    const bench = benches(start);

    it('loses nothing of what several processes publish at once, one of them killed: dense, in order', async () => {
      const { topic, group } = bench();
      const bus = await bench().bus();
      const got: ReceivedEvent[] = [];
      await bus.consume(group, [topic], (events) => {
        got.push(...events);
        return Promise.resolve();
      });
      const keysOf = (name: string) => upTo(8).map((n) => `${name}-${n}`);
      const steady = ['p', 'q'].map((name) => bench().childPublisher(keysOf(name), 60));
      const doomed = bench().childPublisher(keysOf('doomed'), 100_000);
      await until(() => doomed.acknowledged().size === 8);
      await Promise.all(steady.map((child) => child.tells('done')));
      await doomed.kill();
      await until(async () => (await bus.lag(group)) === 0);

      const numbers = (key: string) => got.filter((event) => event.key === key).map(numberOf);
      for (const key of [...keysOf('p'), ...keysOf('q')]) expect(numbers(key)).toEqual(upTo(60));
      for (const [key, acknowledged] of doomed.acknowledged()) {
        const received = numbers(key);
        expect(received).toEqual(upTo(received.length));
        expect(received.length).toBeGreaterThanOrEqual(acknowledged);
      }
      for (const partition of new Set(got.map((event) => event.partition))) {
        const offsets = got.filter((event) => event.partition === partition).map(({ offset }) => Number(offset));
        expect(offsets).toEqual(offsets.map((_, index) => index));
      }
    }, 30_000);
  });
}
