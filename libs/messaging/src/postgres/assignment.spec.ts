import fc from 'fast-check';
import { assign, type Lease } from './assignment';

const topics = [
  { id: 1, partitions: 6 },
  { id: 2, partitions: 6 },
  { id: 5, partitions: 1 },
];
const everything = topics.reduce((sum, { partitions }) => sum + partitions, 0);

/** Every member looks at its share in turn, gives up and takes, until nobody changes anything. */
function settle(names: string[], before: Lease[]): { leases: Lease[]; rounds: number } {
  const members = names.map((member) => ({ member, topicIds: topics.map(({ id }) => id) }));
  let leases = before;
  for (let rounds = 1; rounds < 20; rounds += 1) {
    let changed = false;
    for (const member of names) {
      const { surplus, claim } = assign(member, topics, members, leases);
      const same = (a: { topicId: number; partition: number }) => (b: { topicId: number; partition: number }) =>
        a.topicId === b.topicId && a.partition === b.partition;
      changed ||= surplus.length + claim.length > 0;
      leases = leases.filter((lease) => !surplus.some(same(lease)) && !claim.some(same(lease)));
      leases.push(...claim.map((ref) => ({ ...ref, member })));
    }
    if (!changed) return { leases, rounds };
  }
  throw new Error('the members never agree');
}

const namesOf = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { minLength: 1 });

describe('the assignment of partitions', () => {
  it('settles, whoever joins or dies, with one owner for each partition and even shares', () => {
    fc.assert(
      fc.property(namesOf, namesOf, (before, after) => {
        const { leases } = settle(after, settle(before, []).leases);
        const live = leases.filter(({ member }) => after.includes(member));
        expect(new Set(live.map(({ topicId, partition }) => `${topicId}/${partition}`)).size).toBe(everything);
        expect(live).toHaveLength(everything);
        for (const topic of topics) {
          const counts = after.map((name) => live.filter((l) => l.topicId === topic.id && l.member === name).length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('moves no more than it must when a member joins', () => {
    const { leases } = settle(['a'], []);
    const joined = settle(['a', 'b'], leases).leases;
    const kept = joined.filter(({ member }) => member === 'a').length;
    expect(kept).toBeGreaterThanOrEqual(Math.floor(everything / 2));
  });

  it('takes nothing that a live member still holds', () => {
    const leases = [{ topicId: 1, partition: 0, member: 'b' }];
    const members = ['a', 'b'].map((member) => ({ member, topicIds: [1] }));
    const { claim } = assign('a', [{ id: 1, partitions: 2 }], members, leases);
    expect(claim).toEqual([{ topicId: 1, partition: 1 }]);
  });

  it('gives the partitions of a topic only to those who read it', () => {
    const members = [
      { member: 'a', topicIds: [1, 2] },
      { member: 'b', topicIds: [2] },
    ];
    expect(assign('a', [{ id: 1, partitions: 4 }], members, []).claim).toHaveLength(4);
  });
});
