// Ours, the command side alone, as the peers are: the same gateway and office, its read side stopped after the start
// (it would follow in a process of its own). `sanban` is the same with ledger, timers and relay in the one process.
import { createRequire } from 'node:module';
import { start as startWhole } from './sanban.mjs';

const require = createRequire(import.meta.url);
const { Consumers } = require('../../../../libs/service-kit/src/hosting/consumers.ts');
const { Subscriptions } = require('../../../../libs/service-kit/src/hosting/subscriptions.ts');
const { TimerHost } = require('../../../../libs/service-kit/src/timers/timer-host.ts');

export async function start(databaseUrl) {
  const server = await startWhole(databaseUrl);
  for (const part of [TimerHost, Consumers, Subscriptions]) await server.service.app.get(part).stop();
  return server;
}
