import { benches, keys, upTo } from './bench';
import type { BusEnvironment } from './environment';

export function identityBehaviour(start: () => Promise<BusEnvironment>): void {
  describe('the bus that positions are of', () => {
    const bench = benches(start);

    const known = async () => (await bench().pool.query<{ bus: string }>('SELECT bus FROM bus_identity')).rows;
    const everything = (to: number) =>
      Object.fromEntries(
        keys(3)
          .sort()
          .map((key) => [key, upTo(to)]),
      );
    /** Three messages of each key were handled, and nobody works on. */
    const readOnce = async () => {
      const bus = await bench().bus();
      const member = await bench().member(bus);
      await bench().publish(bus, keys(3), 1, 3);
      await bench().effects.reach(9);
      await member.stop();
    };
    const readOn = async () => {
      const bus = await bench().bus();
      await bench().publish(bus, keys(3), 4, 4);
      await bench().member(bus);
      await bench().effects.reach(12);
      expect(await bench().effects.perKey()).toEqual(everything(4));
    };

    it('is the one that was met first, however many members open it at once, and later', async () => {
      await Promise.all(upTo(4).map(() => bench().bus()));
      const first = await known();
      expect(first).toEqual([{ bus: expect.stringMatching(/^(kafka|postgres) \S+$/) as string }]);
      await bench().bus();
      expect(await known()).toEqual(first);
    });

    it('is no other one: that is refused in words before anything is read, and the right one goes on', async () => {
      await readOnce();
      const [own] = await known();
      await bench().pool.query(`UPDATE bus_identity SET bus = 'kafka of-another-town'`);
      const opening = bench().bus();
      await expect(opening).rejects.toThrow(
        `what schema public has read and published is of the bus kafka of-another-town, configured is the bus ${own?.bus}:`,
      );
      await expect(opening).rejects.toThrow('docs/operations.md says under Moving to another bus');
      await bench().pool.query('UPDATE bus_identity SET bus = $1', [own?.bus]);
      await readOn();
    });

    it('is the one that a schema meets whose positions are older than this memory', async () => {
      await readOnce();
      const before = await known();
      await bench().pool.query('DROP TABLE bus_identity; ALTER TABLE bus_discarded DROP COLUMN seq');
      await readOn();
      expect(await known()).toEqual(before);
    });

    it('may be forgotten on purpose: then a bus is read from its beginning, and nothing is handled twice', async () => {
      await readOnce();
      await bench().pool.query('DELETE FROM bus_offsets; DELETE FROM bus_identity');
      await readOn();
    });
  });
}
