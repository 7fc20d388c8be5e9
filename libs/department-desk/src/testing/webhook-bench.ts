import { deliveryPage, webhookList, webhookWithSecret, type DeliveryView } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Programmes } from '@sanban/service-kit';
import { person, TestDesk } from './desk';
import { eventually } from './eventually';
import { OfficeRequest } from './office';
import { Receiver } from './receiver';

export const AGENCY = '530902/finance';
export const chief = person('chief', AGENCY);
export const operator = person('operator', null);

/**
 * Registers the suite's set-up and tear-down: a desk that may call private addresses, and for each case somebody who is called.
 * @returns how a case gets at them, and what it does with the agency's webhooks.
 */
export function webhookBench() {
  let database: TestDatabase;
  let desk: TestDesk;
  let receiver: Receiver;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = await TestDesk.start('finance', database.url, Programmes.load(), {
      outsideSystems: {},
      eventServers: [],
      webhookAllowPrivate: true,
    });
  });
  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(async () => {
    await desk.pool.query('DELETE FROM webhooks');
    await receiver.stop();
  });
  afterAll(async () => {
    await desk.service.close();
    await database.drop();
  });

  const post = (path: string, body: object = {}, as = chief, headers: object = {}) =>
    desk.call('POST', `${AGENCY}/webhooks${path}`, as, { body, headers });
  return {
    desk: () => desk,
    receiver: () => receiver,
    post,
    create: async (body: object = {}) =>
      webhookWithSecret.parse((await post('', { url: `${receiver.url}/hook`, ...body })).body),
    log: async (id: string): Promise<DeliveryView[]> =>
      deliveryPage.parse((await desk.call('GET', `${AGENCY}/webhooks/${id}/deliveries`, chief)).body).items,
    stateOf: async (id: string) =>
      webhookList
        .parse((await desk.call('GET', `${AGENCY}/webhooks`, chief)).body)
        .items.find((webhook) => webhook.id === id),
    assigned: async () => {
      const office = OfficeRequest.of(desk.programmes, AGENCY);
      await desk.hears(office.assigned());
      return office;
    },
    /** As if the time until the next try had passed. */
    passTime: () => desk.pool.query(`UPDATE webhook_deliveries SET next_attempt_at = now() WHERE state = 'pending'`),
    received: (count: number) => eventually(() => receiver.received.length >= count),
  };
}
