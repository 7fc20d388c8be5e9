import { createRequire } from 'node:module';
import { Pool } from 'pg';
import { z } from 'zod';
import type { Bus } from '../port';
import { childTask, type ChildNews, type ChildTask } from './child-task';
import { Effects } from './effects';
import type { OpenInChild } from './environment';
import { numbered } from './integration-event';

const adapter = z.object({ openInChild: z.custom<OpenInChild>((value) => typeof value === 'function') });

const tell = (news: ChildNews) => process.send?.(news);

async function run(task: ChildTask): Promise<void> {
  const pool = new Pool({ connectionString: task.database, pipeline: true });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const bus = await adapter.parse(createRequire(__filename)(task.module)).openInChild(task.argument, pool);
  const { work } = task;
  if (work.role === 'consumer') await consume(bus, new Effects(pool, work.group), work);
  else await publish(bus, work);
}

async function consume(bus: Bus, effects: Effects, work: ChildTask['work'] & { role: 'consumer' }): Promise<void> {
  let hang = work.hang;
  await bus.consume(work.group, [work.topic], async (events, tx) => {
    await effects.record(events, tx, work.name);
    if (!hang) return;
    hang = false;
    const goOn = new Promise((resolve) => process.once('SIGCONT', resolve));
    tell({ news: 'hanging' });
    await goOn;
  });
  tell({ news: 'started' });
}

async function publish(bus: Bus, work: ChildTask['work'] & { role: 'publisher' }): Promise<void> {
  tell({ news: 'started' });
  await Promise.all(
    work.keys.map(async (key) => {
      for (let n = 1; n <= work.count; n += 1) {
        await bus.publish(work.topic, [numbered(key, n)]);
        tell({ news: 'acknowledged', key, n });
      }
    }),
  );
  tell({ news: 'done' });
}

process.once('message', (message) => {
  run(childTask.parse(message)).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
process.once('disconnect', () => process.exit());
