import { TimerWorker } from '../timers/timer-worker';
import { openKit } from './open-kit';
import { TallyHandler } from './tally';

/**
 * A process of its own that fires timers and says so. After `count` of them it stands still in the middle of a batch,
 * effects done and rows not yet gone, until it is killed.
 */
async function main(databaseUrl: string, count: number): Promise<void> {
  const kit = await openKit(databaseUrl);
  let fired = 0;
  const handler = new TallyHandler(kit.runner, async (timer) => {
    process.stdout.write(`${timer}\n`);
    fired += 1;
    if (fired >= count) await new Promise(() => undefined);
  });
  new TimerWorker(kit.pool, kit.clock, new Map([['tally', handler]]), kit.logger).start();
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
