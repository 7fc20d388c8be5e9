import { murmur2, partitionOf } from './partitioner';

describe('the partition of a key', () => {
  // The values of Apache Kafka's own UtilsTest.testMurmur2.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('hashes %s as the Java client does', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it('lies within the declared number, for keys in any script', () => {
    const seen = new Set(
      ['临翔区', '昆明', '', ...Array.from({ length: 100 }, (_, i) => `key-${i}`)].map((key) => partitionOf(key, 6)),
    );
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
