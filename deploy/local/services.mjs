// `npm run services`: every service as a process of its own, on PostgreSQL and Kafka, until Ctrl-C.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from './explain.mjs';
import { install, root } from './install.mjs';

const USAGE = 'usage: npm run services -- [--bus kafka|postgres] [--nodes 1|3] [--data DIR] [--port N]';
const options = optionsFrom(process.argv.slice(2), process.env);

install();
const { build } = await import('./build.mjs');
await build();
const { Board } = await import('./supervisor/board.mjs');
const { System } = await import('./supervisor/system.mjs');

const board = new Board(process.stderr);
const system = new System({
  ...options,
  onChange: (part) => board.changed(part, system.parts),
  onTrouble: (part, error) => board.trouble(part, error),
});

let asked;
const starting = start();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, onSignal);

async function start() {
  try {
    await system.start();
    await system.ready();
    board.say(`\n  三办 Sanban  ${system.url}   （Ctrl-C 停止 · Ctrl-C stops; logs: ${options.data}/logs）`);
    board.say(`  npm run demo -- --url ${system.url}\n`);
    if (!system.separated)
      board.say('  Note: DATABASE_URL may not create roles; all services share it and are not kept apart.');
  } catch (error) {
    if (asked !== undefined) return;
    board.say(explain(error));
    await system.stop();
    process.exit(1);
  }
}

/** One Ctrl-C under npm arrives twice; a later one forces. */
async function onSignal() {
  if (asked !== undefined) {
    if (performance.now() - asked > 1_000) process.exit(130);
    return;
  }
  asked = performance.now();
  board.say('  正在停止 · Stopping …');
  await Promise.race([starting, new Promise((done) => setTimeout(done, 1_000))]);
  await system.stop();
  process.exit(0);
}

function optionsFrom(args, env) {
  const text = (fallback) => ({ type: 'string', default: fallback });
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        bus: text('kafka'),
        nodes: text('1'),
        data: text(resolve(root, '.data/services')),
        port: text('3000'),
      },
    }));
  } catch (error) {
    refuse(error.message);
  }
  const [nodes, port] = [Number(values.nodes), Number(values.port)];
  if (values.bus !== 'kafka' && values.bus !== 'postgres') refuse(`--bus ${values.bus}`);
  if (nodes !== 1 && nodes !== 3) refuse(`--nodes ${values.nodes}`);
  if (!Number.isInteger(port) || port < 1 || port > 65_500) refuse(`--port ${values.port}`);
  return {
    bus: values.bus,
    nodes,
    port,
    data: resolve(values.data),
    databaseUrl: env.DATABASE_URL,
    kafkaElsewhere: env.KAFKA_BROKERS !== undefined,
    logLevel: env.SANBAN_LOG_LEVEL ?? 'info',
    demo: env.SANBAN_DEMO ?? 'on',
  };
}

function refuse(what) {
  console.error(`${what}\n${USAGE}`);
  process.exit(2);
}
