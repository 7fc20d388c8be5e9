import { PoisonMessage, type Handler } from '../port';
import { benches, keys, upTo } from './bench';
import { numberOf, until } from './effects';
import type { BusEnvironment } from './environment';

export function deadLettersBehaviour(start: () => Promise<BusEnvironment>): void {
  describe('dead letters', () => {
    const bench = benches(start);

    /** Refuses number 3 of key-1 until told otherwise. */
    const refusing = (refuse: (eventId: string) => Error) => {
      const state = { refuses: true };
      const handler: Handler = (events) => {
        const culprit = events.find((event) => event.key === 'key-1' && numberOf(event) === 3);
        return state.refuses && culprit ? Promise.reject(refuse(culprit.id)) : Promise.resolve();
      };
      return { state, handler };
    };

    const remaining = async (bus: Awaited<ReturnType<ReturnType<typeof bench>['bus']>>) =>
      (await bus.listDeadLetters(bench().group)).length;

    it.each([
      ['poison', (id: string) => new PoisonMessage(id, 'no such agency')],
      ['a message that fails however often it is tried', () => new Error('no such agency')],
    ])(
      'puts %s and its key’s later messages aside, in order; other keys go on; a redrive keeps the order',
      async (_, refuse) => {
        const bus = await bench().bus();
        const { state, handler } = refusing(refuse);
        await bench().publish(bus, keys(20), 1, 5);
        await bench().member(bus, 'parent', handler);
        await bench().effects.reach(19 * 5 + 2);
        await until(async () => (await remaining(bus)) === 3);
        const others = Object.fromEntries(
          keys(20)
            .slice(1)
            .map((key) => [key, upTo(5)]),
        );
        expect(await bench().effects.perKey()).toEqual({ 'key-1': [1, 2], ...others });

        // New ones queue behind.
        await bench().publish(bus, ['key-1'], 6, 6);
        await until(async () => (await remaining(bus)) === 4);
        const letters = await bus.listDeadLetters(bench().group);
        expect(letters).toMatchObject(
          [3, 4, 5, 6].map((n) => ({ key: 'key-1', event: { specversion: '1.0', data: { n } } })),
        );
        expect(letters[0]?.reason).toContain('no such agency');
        expect(letters[1]?.reason).toContain(`behind ${letters[0]?.eventId}`);
        expect(await bus.lag(bench().group)).toBe(0);

        expect(await bus.redrive(bench().group, 'key-1')).toMatchObject({ handled: 0, remaining: 4 });
        state.refuses = false;
        // Two people press the button at once.
        const both = await Promise.all([1, 2].map(() => bus.redrive(bench().group, 'key-1')));
        expect(both.map(({ handled }) => handled).sort()).toEqual([0, 4]);
        expect(both.find(({ handled }) => handled === 4)).toEqual({ handled: 4, remaining: 0, reason: null });
        await bench().publish(bus, ['key-1'], 7, 7);
        await bench().effects.reach(19 * 5 + 7);
        expect(await bench().effects.perKey()).toEqual({ 'key-1': upTo(7), ...others });
        expect(await bus.listDeadLetters(bench().group)).toEqual([]);
      },
    );

    it('keeps the order of a key that is redriven while messages of it arrive', async () => {
      const bus = await bench().bus();
      const { state, handler } = refusing((id) => new PoisonMessage(id, 'not yet'));
      await bench().publish(bus, keys(3), 1, 3);
      await bench().member(bus, 'parent', handler);
      await until(async () => (await remaining(bus)) > 0);
      state.refuses = false;
      const load = (async () => {
        for (const n of upTo(150)) await bench().publish(bus, keys(3), 3 + n, 3 + n);
      })();
      await until(async () => (await remaining(bus)) > 10);
      let left = 1;
      while (left > 0) left = (await bus.redrive(bench().group, 'key-1')).remaining;
      await load;
      await until(async () => (await bus.lag(bench().group)) === 0);
      await bus.redrive(bench().group, 'key-1');
      expect(await bench().effects.perKey()).toEqual(Object.fromEntries(keys(3).map((key) => [key, upTo(153)])));
    });

    it('stops a redrive at the one that fails again, after those before it', async () => {
      const bus = await bench().bus();
      let refused = [2, 5];
      await bench().publish(bus, ['a'], 1, 6);
      await bench().member(bus, 'parent', (events) => {
        const culprit = events.find((event) => refused.includes(numberOf(event)));
        return culprit
          ? Promise.reject(new PoisonMessage(culprit.id, `refused ${numberOf(culprit)}`))
          : Promise.resolve();
      });
      await until(async () => (await remaining(bus)) === 5);
      refused = [5];
      const outcome = await bus.redrive(bench().group, 'a');
      expect(outcome).toMatchObject({ handled: 3, remaining: 2 });
      expect(outcome.reason).toContain('refused 5');
      const [first] = await bus.listDeadLetters(bench().group);
      expect(first).toMatchObject({ reason: outcome.reason, event: { data: { n: 5 } } });
      expect(await bench().effects.perKey()).toEqual({ a: [1, 2, 3, 4] });
    });

    it('lists them page by page and by key', async () => {
      const bus = await bench().bus();
      await bench().publish(bus, keys(5), 1, 4);
      await bench().member(bus, 'parent', (events) => Promise.reject(new PoisonMessage(events[0]!.id, 'no')));
      await until(async () => (await remaining(bus)) === 20);
      const all = await bus.listDeadLetters(bench().group);
      const first = await bus.listDeadLetters(bench().group, { limit: 7 });
      const rest = await bus.listDeadLetters(bench().group, { after: first[6]!, limit: 100 });
      expect([...first, ...rest]).toEqual(all);
      const ofOne = await bus.listDeadLetters(bench().group, { key: 'key-2' });
      expect(ofOne.map(({ event }) => event)).toMatchObject(upTo(4).map((n) => ({ data: { n } })));
    });

    it('hands over what it cannot be told of whether it concerns the group, and goes on behind it', async () => {
      const { topic, group, effects } = bench();
      const bus = await bench().bus();
      const failing = (n: number) => {
        if (n === 2) throw new TypeError('cannot be read');
      };
      await bus.consume(
        group,
        [topic],
        async (events, tx) => {
          for (const event of events) failing(numberOf(event));
          await effects.record(events, tx);
        },
        {
          concerns: (event) => {
            failing(numberOf(event));
            return true;
          },
        },
      );
      await bench().publish(bus, ['a'], 1, 1);
      await bench().publish(bus, ['b'], 2, 2);
      await bench().publish(bus, ['a', 'b'], 3, 3);
      await effects.reach(2);
      await until(async () => (await remaining(bus)) === 2);
      expect(await effects.perKey()).toEqual({ a: [1, 3] });
      const letters = await bus.listDeadLetters(group);
      expect(letters).toMatchObject([2, 3].map((n) => ({ key: 'b', event: { data: { n } } })));
      expect(letters[0]?.reason).toContain('cannot be read');
    });

    it('says so when the group is not consumed here', async () => {
      const bus = await bench().bus();
      await expect(bus.redrive(bench().group, 'a')).rejects.toThrow(/not consumed/);
    });
  });
}
