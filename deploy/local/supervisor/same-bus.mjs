// What was published on one bus does not lie on another, and three brokers are another cluster than one: consumers would stand
// beyond the end of an empty log. So each data folder keeps to the bus that it was begun with.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands in the folder, and how to go on with it. */
const BUSES = {
  postgres: '--bus postgres',
  'kafka 1': '--nodes 1',
  'kafka 3': '--nodes 3',
  'kafka elsewhere': 'KAFKA_BROKERS',
};

/**
 * @param {import('./system.mjs').Options} options
 * @returns {() => void} notes the bus in the folder; to be called when it has come up
 * @throws where the folder was begun with another
 */
export function sameBusAsBefore({ data, bus, nodes, kafkaElsewhere }) {
  const file = join(data, 'bus');
  const now = bus === 'postgres' ? bus : kafkaElsewhere ? 'kafka elsewhere' : `kafka ${nodes}`;
  const before = existsSync(file) ? readFileSync(file, 'utf8').trim() : now;
  // Earlier versions noted no more than `kafka`.
  if (before !== now && !(before === 'kafka' && bus === 'kafka')) {
    const how = BUSES[before] ?? before;
    throw new Error(
      `${data} 原先使用 ${how}，请沿用，或另选目录（--data）。\n` +
        `${data} was begun with ${how}: go on with that, or take another folder (--data).`,
    );
  }
  return () => writeFileSync(file, `${now}\n`);
}
