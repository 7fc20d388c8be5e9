// Three kinds of suite: pure specs beside the code, integration specs against a real PostgreSQL, and whole-system tests in test/.
const { readFileSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const { join } = require('node:path');

const rootDir = join(__dirname, '..');
const swc = JSON.parse(readFileSync(join(rootDir, '.swcrc'), 'utf8'));
delete swc.$schema;

const shared = {
  rootDir,
  testEnvironment: 'node',
  // Libraries are tested from their sources: no build is needed.
  testEnvironmentOptions: { customExportConditions: ['@sanban/source', 'node', 'node-addons', 'require', 'default'] },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  transformIgnorePatterns: ['/node_modules/(?!(uuid)/)'],
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.data/', '<rootDir>/test/load/.*/node_modules/'],
};
const postgres = {
  globalSetup: '<rootDir>/test/support/postgres-setup.cjs',
  globalTeardown: '<rootDir>/test/support/postgres-teardown.cjs',
};

module.exports = {
  rootDir,
  // Only a guard against hanging: a loaded machine is no failure.
  testTimeout: 180_000,
  watchman: false,
  // Most of them wait for a database: a core less, as Jest has it, would stand idle. More than four need more connections than it has.
  maxWorkers: Math.min(4, availableParallelism()),
  projects: [
    {
      ...shared,
      displayName: 'pure',
      testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.(int|kafka|faults)\\.spec\\.ts$', '/dist/', '/node_modules/'],
    },
    {
      ...shared,
      ...postgres,
      displayName: 'int',
      testMatch: ['<rootDir>/{apps,libs}/**/*.int.spec.ts'],
      testPathIgnorePatterns: ['/dist/', '/node_modules/'],
    },
    {
      ...shared,
      // PostgreSQL and a cluster of three brokers.
      globalSetup: '<rootDir>/test/support/kafka-setup.cjs',
      globalTeardown: '<rootDir>/test/support/kafka-teardown.cjs',
      displayName: 'kafka',
      testMatch: ['<rootDir>/{apps,libs}/**/*.kafka.spec.ts'],
      testPathIgnorePatterns: ['/dist/', '/node_modules/'],
    },
    {
      ...shared,
      // Its brokers are its own: it kills them.
      ...postgres,
      displayName: 'faults',
      testMatch: ['<rootDir>/libs/**/*.faults.spec.ts'],
      testPathIgnorePatterns: ['/dist/', '/node_modules/'],
    },
    {
      ...shared,
      ...postgres,
      displayName: 'system',
      testMatch: ['<rootDir>/test/{contract,e2e}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/dist/', '/node_modules/'],
    },
  ],
};
