// The whole system as processes: PostgreSQL and the bus, every service, the gateway last.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../install.mjs';
import { Part, pause } from './part.mjs';
import { sameBusAsBefore } from './same-bus.mjs';
import { KafkaBroker, layOutKafka, PostgresServer } from './servers.mjs';
import { ServiceProcess } from './service-process.mjs';

const require = createRequire(import.meta.url);
const HOST = '127.0.0.1';

/**
 * @typedef {object} Options
 * @property {string} data folder that holds everything that survives
 * @property {'kafka' | 'postgres'} bus
 * @property {1 | 3} nodes of Kafka
 * @property {number} port of the gateway; the services take the next eight
 * @property {string} [databaseUrl] a PostgreSQL of one's own, as a role that may create roles
 * @property {boolean} [kafkaElsewhere] on the brokers of `KAFKA_BROKERS`
 * @property {string} logLevel
 * @property {'on' | 'off'} demo
 * @property {Record<string, string>} [postgresSettings] for tests
 * @property {(part: Part) => void} [onChange]
 * @property {(part: Part, error: Error) => void} [onTrouble]
 */

export class System {
  /** In the order of starting. @type {Map<string, Part>} */
  parts = new Map();
  #stopping = false;

  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.url = `http://${HOST}:${options.port}`;
  }

  /** Resolves when everything has been started; {@link ready} waits until it answers. */
  async start() {
    const { data, bus, kafkaElsewhere, databaseUrl } = this.options;
    mkdirSync(join(data, 'logs'), { recursive: true });
    chmodSync(data, 0o755);
    const noteBus = sameBusAsBefore(this.options);
    if (databaseUrl === undefined) {
      this.postgres = new PostgresServer(join(data, 'postgres'), undefined, this.options.postgresSettings);
      await this.#add('postgres', this.postgres);
    }
    this.adminUrl = databaseUrl ?? this.postgres.url;
    const { lockInstance } = require(join(root, 'apps/platform/dist/instance-lock.js'));
    this.lock = await lockInstance(this.adminUrl);
    await this.lock.announce(`${process.pid} ${this.url}`);
    await this.#assertPortsFree();
    if (bus === 'kafka' && !kafkaElsewhere) await this.#startKafka();
    noteBus();
    await this.#startServices();
  }

  /** @throws when not everything answers in time */
  async ready(withinMs = 120_000) {
    const until = Date.now() + withinMs;
    const late = () =>
      [...this.parts.values()].filter(({ state }) => !state.startsWith('up') || state.endsWith('not ready'));
    while (late().length > 0) {
      if (Date.now() > until) {
        throw new Error(
          `not up within ${withinMs / 1000} s: ${late()
            .map(({ name, state }) => `${name} (${state})`)
            .join(', ')}; their lines are in ${this.options.data}/logs`,
        );
      }
      await pause(100);
    }
  }

  /** The door first, the stores last. Every part has its turn, also when one before it fails. */
  async stop() {
    this.#stopping = true;
    const named = (wanted) => [...this.parts.values()].filter(({ name }) => wanted(name));
    const isServer = (name) => name === 'postgres' || name.startsWith('kafka');
    for (const group of [
      named((name) => name === 'gateway'),
      named((name) => name !== 'gateway' && !isServer(name)),
      named((name) => name.startsWith('kafka')),
    ]) {
      await Promise.allSettled(group.map((part) => part.stop()));
    }
    // Without the lock the server that was found there is another's.
    if (this.lock === undefined) return;
    await this.lock.release().catch(() => undefined);
    await this.parts.get('postgres')?.stop();
  }

  async #startKafka() {
    const { data, nodes, port } = this.options;
    const dir = join(data, 'kafka');
    const cluster = await layOutKafka({ dir, jarsDir: join(root, '.data/kafka-jars'), nodes, port: port + 20 });
    this.brokers = cluster.brokers;
    await Promise.all(cluster.nodes.map((node, index) => this.#add(`kafka-${index + 1}`, new KafkaBroker(node))));
  }

  /** Who answers at a service's port is taken for that service. @throws EADDRINUSE */
  async #assertPortsFree() {
    const { SERVICES } = require('@sanban/contracts');
    const { assertPortFree } = require(join(root, 'apps/platform/dist/free-port.js'));
    await Promise.all(SERVICES.map((name) => assertPortFree(this.#portOf(name), HOST)));
  }

  #portOf(name) {
    const { SERVICES } = require('@sanban/contracts');
    return name === 'gateway' ? this.options.port : this.options.port + 1 + SERVICES.indexOf(name);
  }

  async #startServices() {
    const { SERVICES } = require('@sanban/contracts');
    const { provisionDatabase } = require('@sanban/service-kit');
    const provisioned = await provisionDatabase(this.adminUrl);
    this.separated = provisioned.separated;
    const { data } = this.options;
    const upstreams = SERVICES.filter((name) => name !== 'gateway').map((name) => [
      `UPSTREAM_${name.toUpperCase()}`,
      `http://${HOST}:${this.#portOf(name)}`,
    ]);
    const shared = {
      ...this.#environment(),
      SANBAN_INTERNAL_SECRET: randomBytes(32).toString('base64url'),
      SANBAN_DEMO: this.options.demo,
      SANBAN_LOG_LEVEL: this.options.logLevel,
    };
    await Promise.all(
      SERVICES.map((name) => {
        const env = {
          ...shared,
          DATABASE_URL: provisioned.services.get(name),
          HOST,
          PORT: String(this.#portOf(name)),
        };
        if (name === 'gateway')
          Object.assign(env, Object.fromEntries(upstreams), { SANBAN_CLI_FILE: join(data, 'cli.json') });
        return this.#add(
          name,
          new ServiceProcess({ name, port: this.#portOf(name), env, log: join(data, 'logs', `${name}.log`) }),
        );
      }),
    );
  }

  /** Settings for brokers elsewhere lead astray who has brokers of our own, or none. */
  #environment() {
    const { bus, nodes, kafkaElsewhere } = this.options;
    if (bus === 'kafka' && kafkaElsewhere) return process.env;
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('KAFKA_'));
    return {
      ...Object.fromEntries(others),
      ...(this.brokers && { KAFKA_BROKERS: this.brokers.join(','), KAFKA_REPLICAS: String(nodes) }),
    };
  }

  /** Known before it is started, so that {@link stop} reaches it on its way up, too. */
  async #add(name, runner) {
    if (this.#stopping) throw new Error('stopped before everything was started');
    const part = new Part(name, runner);
    this.parts.set(name, part);
    part.on('change', () => this.options.onChange?.(part));
    part.on('trouble', (error) => this.options.onTrouble?.(part, error));
    await part.start();
  }
}
