import { newEvent } from './new-event';
import { openPostgresEventStore } from '../postgres/store';

/**
 * A process that appends as fast as it can to streams that others append to as well, and writes each acknowledged event to
 * its standard output before it goes on: `<event id> <stream> <revision> <position> .`. Run by the spec beside it.
 */
async function main([connectionString = '', streams = '1', writers = '1']: string[]): Promise<void> {
  const store = await openPostgresEventStore({ connectionString });
  const write = async (writer: number) => {
    for (let n = 0; ; n += 1) {
      const stream = `test.shared-${(writer + n) % Number(streams)}`;
      const event = newEvent({}, { n });
      const { revision, position } = await store.append(stream, 'any', [event]);
      process.stdout.write(`${event.id} ${stream} ${revision} ${position} .\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
}

void main(process.argv.slice(2));
