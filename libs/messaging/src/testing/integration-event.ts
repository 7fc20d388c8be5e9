import { randomUUID } from 'node:crypto';
import type { IntegrationEvent } from '../port';

export interface Numbered {
  n: number;
}

/** An event of the suite's own kind: the `n`-th of its key. */
export function numbered(
  key: string,
  n: number,
  id: string = randomUUID(),
): { key: string; event: IntegrationEvent<Numbered> } {
  return {
    key,
    event: {
      id,
      type: 'sanban.testing.thing.counted.v1',
      source: '/testing',
      subject: key,
      time: '2022-08-22T09:00:00+08:00',
      correlationid: 'correlation',
      causationid: 'causation',
      data: { n },
    },
  };
}
