import { differences, type FoundTopic, type TopicSettings } from './topic-settings';

const wanted: TopicSettings = {
  partitions: 2,
  replicas: 3,
  minInSyncReplicas: 2,
  retentionMs: null,
  compacted: false,
};
const found: FoundTopic = {
  partitions: [{ replicas: [1, 2, 3] }, { replicas: [3, 1, 2] }],
  configuration: new Map([
    ['cleanup.policy', 'delete'],
    ['retention.ms', '-1'],
    ['min.insync.replicas', '2'],
    ['unclean.leader.election.enable', 'false'],
  ]),
};
const withConfiguration = (name: string, value: string): FoundTopic => ({
  ...found,
  configuration: new Map([...(found.configuration ?? []), [name, value]]),
});

describe('a topic that is there already', () => {
  it('is accepted when it is as declared', () => {
    expect(differences('t', wanted, found)).toEqual([]);
  });

  it.each([
    [{ ...found, partitions: found.partitions.slice(1) }, 'topic t: partitions must be 2, is 1'],
    [{ ...found, partitions: [{ replicas: [1] }, { replicas: [2] }] }, 'topic t: replicas must be 3, is 1'],
    [withConfiguration('retention.ms', '604800000'), 'topic t: retention.ms must be -1, is 604800000'],
    [withConfiguration('cleanup.policy', 'compact'), 'topic t: cleanup.policy must be delete, is compact'],
    [withConfiguration('min.insync.replicas', '1'), 'topic t: min.insync.replicas must be 2, is 1'],
    [
      withConfiguration('unclean.leader.election.enable', 'true'),
      'topic t: unclean.leader.election.enable must be false, is true',
    ],
  ])('is refused otherwise, naming the setting', (there, line) => {
    expect(differences('t', wanted, there)).toEqual([line]);
  });

  it('is judged by what this user may see', () => {
    expect(differences('t', wanted, { ...found, configuration: null })).toEqual([]);
  });

  it('names every setting at fault', () => {
    expect(differences('t', { ...wanted, partitions: 6, compacted: true, retentionMs: 5 }, found)).toHaveLength(3);
  });
});
