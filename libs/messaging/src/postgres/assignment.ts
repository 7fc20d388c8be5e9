export interface PartitionRef {
  topicId: number;
  partition: number;
}

export interface Member {
  member: string;
  topicIds: readonly number[];
}

export interface Lease extends PartitionRef {
  member: string;
}

export interface Assignment {
  /** Ours now and to be kept. */
  keep: PartitionRef[];
  /** Ours now, more than our share: to be given up once the batch in flight is done. */
  surplus: PartitionRef[];
  /** Nobody's, and within our share: ours from now on. */
  claim: PartitionRef[];
}

/**
 * One member's share of each topic. Every member computes its own from the same rows; the shares add up to all partitions,
 * nobody takes what another still holds, and a partition moves only when its owner has more than its share.
 * @param topics all topics of `self`, with their number of partitions.
 */
export function assign(
  self: string,
  topics: readonly { id: number; partitions: number }[],
  members: readonly Member[],
  leases: readonly Lease[],
): Assignment {
  const live = new Set(members.map(({ member }) => member));
  const assignment: Assignment = { keep: [], surplus: [], claim: [] };
  for (const topic of topics) {
    const owners = new Map(
      leases
        .filter(({ topicId, member }) => topicId === topic.id && live.has(member))
        .map((l) => [l.partition, l.member]),
    );
    const all = Array.from({ length: topic.partitions }, (_, partition) => ({ topicId: topic.id, partition }));
    const mine = all.filter(({ partition }) => owners.get(partition) === self);
    const share = shareOf(self, topic, members);
    assignment.keep.push(...mine.slice(0, share));
    assignment.surplus.push(...mine.slice(share));
    assignment.claim.push(
      ...all.filter(({ partition }) => !owners.has(partition)).slice(0, Math.max(0, share - mine.length)),
    );
  }
  return assignment;
}

/** The remainder of the division goes to other members topic by topic, so that nobody gets all of the odd ones. */
function shareOf(self: string, topic: { id: number; partitions: number }, members: readonly Member[]): number {
  const readers = members
    .filter(({ topicIds }) => topicIds.includes(topic.id))
    .map(({ member }) => member)
    .sort();
  const rank = (readers.indexOf(self) + topic.id) % readers.length;
  return Math.floor(topic.partitions / readers.length) + (rank < topic.partitions % readers.length ? 1 : 0);
}
