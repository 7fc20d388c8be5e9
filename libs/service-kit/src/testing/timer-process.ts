import { TimerWorker } from '../timers/timer-worker';
import { openKit } from './open-kit';
import { TallyHandler } from './tally';

/** A process of its own that fires timers and says so, until it is killed. */
async function main(databaseUrl: string): Promise<void> {
  const kit = await openKit(databaseUrl);
  const handler = new TallyHandler(kit.runner, (timer) => process.stdout.write(`${timer}\n`));
  new TimerWorker(kit.pool, kit.clock, new Map([['tally', handler]]), kit.logger).start();
}

void main(process.argv[2] ?? '');
