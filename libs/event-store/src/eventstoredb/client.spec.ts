import { jsonEvent, NO_STREAM, type EventStoreDBClient } from '@eventstore/db-client';
import { openClient } from './client';

/** Where nobody listens: every call fails, and its channel is closed. */
const NOBODY = 'esdb://127.0.0.1:1?tls=false';

const append = (client: EventStoreDBClient): Promise<unknown> =>
  client.appendToStream('s', jsonEvent({ type: 'SomethingHappened', data: {} }), {
    expectedRevision: NO_STREAM,
    credentials: { username: 'nobody', password: '' },
  });

describe('an append that takes a channel which is about to be closed', () => {
  // How many steps of its own it is ahead of the closing.
  it.each([0, 1, 2, 3])(
    'has an answer, %i steps ahead',
    async (steps) => {
      const client = openClient(NOBODY);
      const handle: unknown = Reflect.get(client, 'handleError');
      if (typeof handle !== 'function') throw new Error('the client handles errors in another way');
      const second = new Promise((resolve) => {
        Reflect.set(client, 'handleError', async (...failure: unknown[]) => {
          Reflect.set(client, 'handleError', handle);
          append(client).catch(resolve);
          for (let step = 0; step < steps; step += 1) await Promise.resolve();
          Reflect.apply(handle, client, failure);
        });
      });
      await expect(append(client)).rejects.toMatchObject({ code: 14 });
      expect(await second).toMatchObject({ code: 14 });
      await client.dispose();
    },
    60_000,
  );
});
