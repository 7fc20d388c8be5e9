import fc from 'fast-check';
import { numbered } from '../testing/integration-event';
import { receive, type Delivery } from './delivery';
import { sort } from './sort';

const delivery = (offset: number, key: string, id = `event-${offset}`): Delivery =>
  receive({ topic: 't', partition: 0, offset }, key, { specversion: '1.0', ...numbered(key, offset, id).event });

const ids = (batch: readonly Delivery[], ...rest: [string[]?, [string, string][]?, [string, string][]?]) => {
  const [known = [], blocked = [], poison = []] = rest;
  const { toHandle, dead } = sort(batch, new Set(known), new Map(blocked), new Map(poison));
  return { toHandle: toHandle.map(({ id }) => id), dead: dead.map((d) => [d.delivery.id, d.reason]) };
};

describe('what becomes of a batch', () => {
  const batch = [delivery(0, 'a'), delivery(1, 'b'), delivery(2, 'a'), delivery(3, 'b')];

  it('hands everything over where nothing is wrong', () => {
    expect(ids(batch)).toEqual({ toHandle: ['event-0', 'event-1', 'event-2', 'event-3'], dead: [] });
  });

  it('leaves out what is known, and what comes twice in the batch itself', () => {
    expect(ids([...batch, delivery(4, 'a', 'event-0')], ['event-1'])).toEqual({
      toHandle: ['event-0', 'event-2', 'event-3'],
      dead: [],
    });
  });

  it('puts a poison message aside with the later ones of its key', () => {
    expect(ids(batch, [], [], [['event-0', 'no such agency']])).toEqual({
      toHandle: ['event-1', 'event-3'],
      dead: [
        ['event-0', 'no such agency'],
        ['event-2', 'behind event-0'],
      ],
    });
  });

  it('queues behind the dead letters that a key already has', () => {
    expect(ids(batch, [], [['b', 'earlier']]).dead).toEqual([
      ['event-1', 'behind earlier'],
      ['event-3', 'behind earlier'],
    ]);
  });

  it('puts what is no CloudEvent aside under the name of its place', () => {
    const broken = receive({ topic: 't', partition: 0, offset: 7 }, 'a', { hello: 'world' });
    expect(ids([broken]).dead).toEqual([['t/0/7', expect.stringContaining('specversion')]]);
  });

  it('treats every message in exactly one way, in order, and never hands over one behind a dead one of its key', () => {
    const some = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), id: fc.integer({ min: 0, max: 20 }) }));
    fc.assert(
      fc.property(
        some,
        fc.uniqueArray(fc.integer({ min: 0, max: 20 })),
        fc.uniqueArray(fc.integer({ min: 0, max: 20 })),
        (messages, known, poison) => {
          const all = messages.map(({ key, id }, offset) => delivery(offset, key, `${key}${id}`));
          const names = (numbers: number[]) => numbers.flatMap((n) => ['a', 'b', 'c'].map((key) => `${key}${n}`));
          const sorted = sort(all, new Set(names(known)), new Map(), new Map(names(poison).map((id) => [id, 'bad'])));
          const handled = sorted.toHandle.map(({ id }) => id);
          const dead = sorted.dead.map((d) => d.delivery.id);
          const expected = new Set(all.map(({ id }) => id).filter((id) => !names(known).includes(id)));
          expect(new Set([...handled, ...dead])).toEqual(expected);
          expect(handled.length + dead.length).toBe(expected.size);
          for (const key of ['a', 'b', 'c']) {
            const firstDead = sorted.dead.find((d) => d.delivery.key === key)?.delivery.offset ?? Infinity;
            const offsets = sorted.toHandle
              .filter(({ event }) => event.key === key)
              .map(({ event }) => Number(event.offset));
            expect(offsets.every((offset) => offset < firstDead)).toBe(true);
          }
        },
      ),
    );
  });
});
