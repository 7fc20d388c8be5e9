import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandIdOf } from '@sanban/service-kit';
import { z } from 'zod';
import { allEvents, type LoggedEvent } from './support/logs';
import { dataFolder, freePort, Platform, removeFolder, ROOT } from './support/platform';
import { sanban } from './support/sanban';

jest.setTimeout(120_000);

const KILLS = 20;
const SEED = 20220822;

const line = z.object({
  user: z.string(),
  key: z.string(),
  answer: z.object({ revision: z.int(), events: z.array(z.string()) }),
});
type Acknowledged = z.infer<typeof line>;

const readAcknowledged = (journal: string): Acknowledged[] =>
  readFileSync(journal, 'utf8')
    .trim()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)));

function groupedBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** mulberry32: the moments of the kills are the same for the same seed. */
function randomMillis(seed: number): (from: number, to: number) => number {
  let state = seed;
  return (from, to) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return from + (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (to - from);
  };
}

describe(`SIGKILL ${KILLS} times while the demo is played`, () => {
  const data = dataFolder();
  const journal = join(data, 'journal.jsonl');
  let platform: Platform;
  let port: number;
  const demos: { code: number | null; stdout: string; stderr: string }[] = [];
  let events: LoggedEvent[];
  let acknowledged: Acknowledged[];

  /** Plays until it ends by itself; the platform comes and goes meanwhile. */
  const demo = async (seed: number): Promise<void> => {
    const args = [
      'demo',
      '--requests',
      '16',
      '--seed',
      String(seed),
      '--journal',
      journal,
      '--json',
      '--url',
      platform.url,
    ];
    const child = spawn(process.execPath, [join(ROOT, 'apps/cli/bin/sanban.mjs'), ...args], { cwd: ROOT });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    await new Promise<void>((resolve) => child.once('close', () => resolve()));
    demos.push({ code: child.exitCode, stdout, stderr });
  };

  beforeAll(async () => {
    port = await freePort();
    platform = await Platform.start(data, port);
    const between = randomMillis(SEED);
    let kills = 0;
    const killer = async (): Promise<void> => {
      for (; kills < KILLS; kills += 1) {
        await pause(between(150, 1_500));
        await platform.kill();
        platform = await Platform.start(data, port);
      }
    };
    // Demos one after another, as many as the kills last.
    const player = async (): Promise<void> => {
      for (let seed = SEED; seed === SEED || kills < KILLS; seed += 1) {
        await demo(seed);
        if (demos.at(-1)?.code !== 0) return;
      }
    };
    await Promise.all([killer(), player()]);
    events = await allEvents(data);
    acknowledged = readAcknowledged(journal);
  }, 600_000);
  afterAll(async () => {
    await platform.interrupt();
    removeFolder(data);
  });

  it('the demo ends well every time', () => {
    expect(demos.filter(({ code }) => code !== 0)).toEqual([]);
    expect(demos.length).toBeGreaterThan(0);
  });

  it('every acknowledged command stands in the log once, as it was acknowledged', () => {
    expect(acknowledged.length).toBeGreaterThan(150);
    const byCause = groupedBy(events, ({ causation }) => causation);
    const wrong = acknowledged.filter(({ user, key, answer }) => {
      const found = byCause.get(commandIdOf(user, key)) ?? [];
      const types = found.map(({ type }) => type);
      const last = found.at(-1)?.revision;
      return JSON.stringify(types) !== JSON.stringify(answer.events) || last !== answer.revision;
    });
    expect(wrong).toEqual([]);
  });

  it('nothing took effect twice', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    // What one cause did to one stream is one append: revisions without a gap.
    const effects = groupedBy(events, ({ causation, stream }) => `${causation} ${stream}`);
    const twice = [...effects].filter(([, caused]) =>
      caused.some(({ revision }, index) => revision !== caused[0]!.revision + index),
    );
    expect(twice).toEqual([]);
    const streams = groupedBy(events, ({ stream }) => stream);
    for (const [, ofStream] of streams) {
      expect(ofStream.map(({ revision }) => revision)).toEqual(ofStream.map((_, index) => index));
    }
  });

  it('office and agencies agree', async () => {
    const { code, stdout } = await sanban('reconcile', '--data', data, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ agrees: true, differences: [] });
    expect(code).toBe(0);
  });
});
