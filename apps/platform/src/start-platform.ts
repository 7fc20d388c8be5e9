import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster, type Cluster } from '@sanban/embedded-postgres';
import { CLI_FILE, createGateway, writeCliFile, type Gateway } from '@sanban/gateway';
import type { ServiceName } from '@sanban/contracts';
import {
  createService,
  httpAddress,
  Programmes,
  provisionDatabase,
  type Service,
  type ServiceConfig,
} from '@sanban/service-kit';
import { assertPortFree } from './free-port';
import { lockInstance, type InstanceLock } from './instance-lock';
import { DEFAULTS, type PlatformOptions } from './options';
import { services as definitions } from './services';

export interface Platform {
  /** e.g. `http://127.0.0.1:3000` */
  url: string;
  programmes: Programmes;
  /** Whether each service has a database role of its own. */
  separated: boolean;
  /** One line: which event store was found. */
  eventStore: string;
  /** Drains the door, stops the services, then PostgreSQL where it is ours. */
  stop(): Promise<void>;
}

/** Only `dataDir` must be said. */
export type StartOptions = Pick<PlatformOptions, 'dataDir'> & Partial<PlatformOptions>;

/** Whatever was started, in order; stopped in reverse. */
class Started {
  private readonly steps: (() => Promise<unknown>)[] = [];

  add(stop: () => Promise<unknown>): void {
    this.steps.push(stop);
  }

  /** Each step has its turn, also when one before it failed. @throws the first failure */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

/**
 * Brings everything up in this process and opens the door. What was started is stopped again when something fails.
 * @throws AlreadyRunning, or the error of the part that did not start (`EADDRINUSE` where the port is taken)
 */
export async function startPlatform(options: StartOptions): Promise<Platform> {
  const started = new Started();
  try {
    return await start({ ...DEFAULTS, ...options }, started);
  } catch (error) {
    await started.stop();
    throw error;
  }
}

async function start(options: PlatformOptions, started: Started): Promise<Platform> {
  mkdirSync(options.dataDir, { recursive: true });
  // Reading the packs takes its time; the database starts meanwhile.
  const database = openDatabase(options);
  const programmes = Programmes.load();
  const { databaseUrl, cluster } = await database;
  let owned = false;
  started.add(() => (owned ? (cluster?.stop() ?? Promise.resolve()) : Promise.resolve()));
  const lock = await lockInstance(databaseUrl);
  // From here on PostgreSQL is ours to stop: before, it may be another platform's.
  owned = true;
  started.add(() => lock.release());
  await assertPortFree(options.port, options.host);

  const { services: addresses, bus, separated } = await provisionDatabase(databaseUrl);
  const configOf = configurations(options, addresses, bus);
  const services = await startServices(configOf, programmes, started);
  const gateway = await createGateway(configOf('gateway'), services, programmes);
  started.add(() => gateway.close());
  return {
    ...(await open(gateway, lock, options, started)),
    programmes,
    separated,
    eventStore: services[0]?.eventStore ?? '',
  };
}

/** Each service has a role of its own; they share a secret that lives as long as this process. */
function configurations(
  { demo, logLevel, integration, eventStore }: PlatformOptions,
  addresses: ReadonlyMap<ServiceName, string>,
  busDatabaseUrl: string,
): (service: ServiceName) => ServiceConfig {
  const internalSecret = randomBytes(32).toString('base64url');
  return (service) => ({
    databaseUrl: addresses.get(service) ?? busDatabaseUrl,
    busDatabaseUrl,
    internalSecret,
    demo,
    logLevel,
    integration,
    eventStore,
  });
}

async function openDatabase(options: PlatformOptions): Promise<{ databaseUrl: string; cluster: Cluster | null }> {
  if (options.databaseUrl !== undefined) return { databaseUrl: options.databaseUrl, cluster: null };
  const cluster = await startCluster(join(options.dataDir, 'postgres'));
  return { databaseUrl: cluster.url, cluster };
}

/** All at once. When one fails, those that did start are stopped with the rest. */
async function startServices(
  configOf: (service: ServiceName) => ServiceConfig,
  programmes: Programmes,
  started: Started,
): Promise<Service[]> {
  const outcomes = await Promise.allSettled(
    definitions.map((definition) => createService(definition, configOf(definition.name), programmes)),
  );
  const running = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  started.add(() => Promise.all(running.map((service) => service.close())));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return running;
}

async function open(
  gateway: Gateway,
  lock: InstanceLock,
  { host, port, dataDir }: PlatformOptions,
  started: Started,
): Promise<Pick<Platform, 'url' | 'stop'>> {
  const url = httpAddress(host, await gateway.listen(port, host));
  await lock.announce(`${process.pid} ${url}`);
  writeCliFile(join(dataDir, CLI_FILE), { url, token: await gateway.localToken() });
  return { url, stop: () => started.stop() };
}
