import { randomUUID } from 'node:crypto';
import { openEventStoreDb } from '@sanban/event-store';
import { eventStoreBehaviour } from '@sanban/event-store/testing';
import { startStandIn, type StandIn } from '../../support/eventstoredb/stand-in';
import { REAL_URL } from '../../support/eventstoredb/target';

let standIn: StandIn | undefined;
beforeAll(async () => {
  if (REAL_URL === undefined) standIn = await startStandIn();
});
afterAll(() => standIn?.close());

/** Each log is a random prefix of its own: on a real server nothing else is touched, and what was written stays there. */
eventStoreBehaviour(REAL_URL === undefined ? 'the EventStoreDB stand-in' : 'EventStoreDB', async () => {
  const options = { connectionString: REAL_URL ?? standIn?.url ?? '', prefix: `t${randomUUID().slice(0, 8)}-` };
  const store = await openEventStoreDb(options);
  return { store, another: () => openEventStoreDb(options), close: () => store.close() };
});
