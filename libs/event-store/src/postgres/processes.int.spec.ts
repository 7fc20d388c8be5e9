import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { followUntil, readWhole } from '../testing/collect';
import { openTestLog, type TestLog } from '../testing/test-log';

const ROOT = join(__dirname, '../../../..');
const HOOK = join(ROOT, 'test/support/source-condition.cjs');
const PROGRAM = join(__dirname, '../testing/appending-process.ts');

/** Starts a process that appends, and collects what was acknowledged to it. */
function startWriter(url: string) {
  const args = ['--conditions=@sanban/source', '-r', HOOK, PROGRAM, url, '7', '8'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  let wanted: { count: number; reached: () => void } | undefined;
  // The kill may cut off a line: a whole one ends with a full stop.
  createInterface({ input: child.stdout }).on('line', (line) => {
    acknowledged.push(line);
    if (wanted !== undefined && acknowledged.length >= wanted.count) wanted.reached();
  });
  return {
    acknowledged,
    has: (count: number) => new Promise<void>((reached) => (wanted = { count, reached })),
    kill: async () => {
      if (child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}

describe('several processes that append to the same streams, each killed in the midst of it', () => {
  let log: TestLog;
  let writers: ReturnType<typeof startWriter>[] = [];
  beforeAll(async () => (log = await openTestLog()));
  afterAll(async () => {
    // Whatever fails above: none outlives the test.
    await Promise.all(writers.map((writer) => writer.kill()));
    await log.close();
  });

  it('every acknowledged event is there exactly once and in order, and positions are dense', async () => {
    writers = [1, 2, 3].map(() => startWriter(log.url));
    const [first, ...others] = writers;
    if (first === undefined) throw new Error('no writer');
    const live = followUntil(log.store, (events) => events.length >= 600);
    await Promise.all(writers.map((writer) => writer.has(100)));
    await first.kill();
    // The others go on as if nothing had been.
    await Promise.all(others.map((writer) => writer.has(writer.acknowledged.length + 200)));
    await Promise.all(others.map((writer) => writer.kill()));

    const events = await readWhole(log.store);
    expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, n) => n + 1));
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const recorded = new Map(
      events.map(({ id, stream, revision, position }) => [id, `${id} ${stream} ${revision} ${position} .`]),
    );
    const acknowledged = writers.flatMap((writer) => writer.acknowledged.filter((line) => line.endsWith(' .')));
    expect(acknowledged.length).toBeGreaterThan(700);
    const missing = acknowledged.filter((line) => recorded.get(line.split(' ')[0] ?? '') !== line);
    expect(missing).toEqual([]);

    const next = new Map<string, number>();
    for (const { stream, revision } of events) {
      expect(revision).toBe(next.get(stream) ?? 0);
      next.set(stream, revision + 1);
    }
    // What was seen while they were writing is what stands there afterwards.
    const seen = await live;
    expect(seen).toEqual(events.slice(0, seen.length));
  }, 60_000);
});
