import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { version } from 'kafkajs/package.json';

const SOURCE_CONDITION = join(__dirname, '../../../../test/support/source-condition.cjs');

/**
 * Starts the fetchers of a runner that was stopped, as happens when a broker goes while a consumer leaves, in a thread of its own.
 * @returns whether a timer of that thread still runs afterwards.
 */
async function survives(guard: string): Promise<boolean> {
  const worker = new Worker(
    `
    const { parentPort } = require('node:worker_threads');
    require(${JSON.stringify(SOURCE_CONDITION)});
    ${guard}
    const Runner = require('kafkajs/src/consumer/runner');
    const logger = { debug() {}, info() {}, warn() {}, error() {}, namespace: () => logger };
    const runner = new Runner({ logger, consumerGroup: { getNodeIds: () => ['1'] }, concurrency: 1, onCrash() {} });
    setTimeout(() => parentPort.postMessage('alive'), 50);
    runner.fetchManager.start().catch(() => undefined);
    `,
    { eval: true },
  );
  let timer: NodeJS.Timeout | undefined;
  const frozen = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), 3_000)));
  try {
    return await Promise.race([once(worker, 'message').then(() => true), frozen]);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

describe('the freeze guard', () => {
  it('is made for this version of kafkajs, and for no other', () => {
    expect(version).toBe('2.2.4');
  });

  it('keeps timers running when fetchers start after their runner was stopped', async () => {
    await expect(survives(`require(${JSON.stringify(join(__dirname, 'freeze-guard.ts'))});`)).resolves.toBe(true);
  });

  it('is needed: without it the thread never runs a timer again', async () => {
    await expect(survives('')).resolves.toBe(false);
  });
});
