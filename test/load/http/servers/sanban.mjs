// Ours: the gateway before the office's service in one process, with its ledger, timers and relay at work.
import { createRequire } from 'node:module';
import { countEvents, signIn } from '../sanban-support.mjs';

const require = createRequire(import.meta.url);
const { coordination } = require('@sanban/coordination');
const { createGateway } = require('@sanban/gateway');
const { createService } = require('@sanban/service-kit');

export async function start(databaseUrl) {
  const config = { databaseUrl, internalSecret: 'b'.repeat(40), demo: true, logLevel: 'error' };
  const service = await createService(coordination, config);
  const gateway = await createGateway(config, [service]);
  const address = `http://127.0.0.1:${await gateway.listen(0)}`;
  return {
    service,
    address,
    token: await signIn(address),
    count: () => countEvents(databaseUrl),
    async stop() {
      await gateway.close();
      await service.close();
    },
  };
}
