import type { ServiceName } from '@sanban/contracts';
import { InternalTokens } from '@sanban/identity';
import {
  createService,
  Health,
  Metrics,
  Programmes,
  type Service,
  type ServiceConfig,
  type ServiceDefinition,
} from '@sanban/service-kit';
import { DataSource } from 'typeorm';
import { Account } from './accounts/account.entity';
import { Accounts } from './accounts/accounts';
import { Clocks } from './clock/clocks';
import { Door } from './door/door';
import { InProcessUpstream } from './door/in-process-upstream';
import { RoutingTable } from './door/routing-table';
import type { Upstream } from './door/upstream';
import { gatewayModule } from './gateway-module';
import { AccountStates1661000000001 } from './accounts/account-states';
import { PasswordCommands1661000000002 } from './accounts/password-commands';
import { GatewayTables1661000000000 } from './gateway-tables';
import { addUpstreamChecks } from './health/upstream-checks';
import { Session } from './sessions/session.entity';
import { Sessions } from './sessions/sessions';

/** The public door and the gateway's own service behind it. */
export interface Gateway {
  readonly service: Service;
  /** @returns the port. @throws EADDRINUSE */
  listen(port: number, host?: string): Promise<number>;
  /** A new bearer token for programs on this machine, who may read everything and run the system; the last one ends. */
  localToken(): Promise<string>;
  /** Lets nobody in any more; resolves when the requests in hand are answered. The services stay. */
  closeDoor(): Promise<void>;
  /** The door, then the gateway's own service. */
  close(): Promise<void>;
}

/**
 * Starts the gateway before services that run already.
 * @param services in this process, or wherever an {@link HttpUpstream} finds them
 */
export async function createGateway(
  config: ServiceConfig,
  services: readonly (Service | Upstream)[],
  programmes: Programmes = Programmes.load(),
): Promise<Gateway> {
  const tokens = new InternalTokens(config.internalSecret);
  const upstreams = new Map<ServiceName, Upstream>();
  for (const service of services) {
    upstreams.set(service.name, 'forward' in service ? service : new InProcessUpstream(service, tokens));
  }
  const service = await createService(gatewayDefinition(upstreams), config, programmes);
  upstreams.set(service.name, new InProcessUpstream(service, tokens));

  const { app } = service;
  const accounts = app.get(Accounts);
  const sessions = app.get(Sessions);
  addUpstreamChecks(app.get(Health), upstreams);
  app.get(Metrics).measureProcess();
  if (config.demo) await Promise.all([accounts.seedDemo(), app.get(Clocks).align()]);
  const door = new Door(upstreams, new RoutingTable(programmes), sessions, tokens);

  return {
    service,
    listen: (port, host = '127.0.0.1') => door.listen(port, host),
    localToken: async () => {
      const account = await accounts.localAccount();
      await sessions.revokeAllOf(account.id, (revoke) => app.get(DataSource).transaction(revoke));
      return (await sessions.issue(account, 'token')).token;
    },
    closeDoor: () => door.close(),
    close: async () => {
      await door.close();
      await service.close();
    },
  };
}

const gatewayDefinition = (upstreams: ReadonlyMap<ServiceName, Upstream>): ServiceDefinition => ({
  name: 'gateway',
  module: gatewayModule(upstreams),
  entities: [Account, Session],
  migrations: [GatewayTables1661000000000, AccountStates1661000000001, PasswordCommands1661000000002],
});
