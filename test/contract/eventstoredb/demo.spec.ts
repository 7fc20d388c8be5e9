import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { dataFolder, removeFolder, ROOT } from '../../e2e/support/platform';
import { startStandIn } from '../../support/eventstoredb/stand-in';
import { REAL_URL } from '../../support/eventstoredb/target';

/** The whole demo with every service's streams in EventStoreDB: the real client, real processes, a socket between them. */
it('the demo agrees line by line on EventStoreDB', async () => {
  const standIn = REAL_URL === undefined ? await startStandIn() : undefined;
  const data = dataFolder();
  const prefix = `demo${randomUUID().slice(0, 8)}-`;
  try {
    const { code, output } = await run([join(ROOT, 'deploy/local/demo.mjs'), '--requests', '20', '--data', data], {
      EVENT_STORE: REAL_URL ?? standIn?.url ?? '',
      EVENT_STORE_PREFIX: prefix,
    });
    expect({ code, output }).toMatchObject({ code: 0 });
    if (standIn !== undefined) {
      const streams = new Set(standIn.log.all.map(({ stream }) => stream));
      const ofKind = (kind: string) => [...streams].filter((stream) => stream.startsWith(`${prefix}${kind}-`));
      expect(ofKind('coordination.request')).toHaveLength(20);
      expect(ofKind('finance.case-file').length).toBeGreaterThan(0);
    }
  } finally {
    removeFolder(data);
    await standIn?.close();
  }
}, 300_000);

async function run(args: string[], env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
