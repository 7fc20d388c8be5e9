import { join } from 'node:path';
import { busBehaviour } from '../testing/bus-behaviour';
import { openForSuite } from '../testing/kafka-child';
import { testBrokers } from '../testing/test-brokers';

// Joining a group takes its time, above all on a busy machine.
jest.setTimeout(30_000);

busBehaviour('Kafka', () =>
  Promise.resolve({
    open: (inbox) => openForSuite(testBrokers(), inbox),
    module: join(__dirname, '../testing/kafka-child.ts'),
    argument: testBrokers(),
    close: () => Promise.resolve(),
  }),
);
