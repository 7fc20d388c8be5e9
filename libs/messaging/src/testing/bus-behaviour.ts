import type { BusEnvironment } from './environment';
import { deadLettersBehaviour } from './dead-letters.behaviour';
import { deliveryBehaviour } from './delivery.behaviour';
import { failuresBehaviour } from './failures.behaviour';
import { groupsBehaviour } from './groups.behaviour';
import { identityBehaviour } from './identity.behaviour';
import { publishersBehaviour } from './publishers.behaviour';

/** What every adapter of the bus must do; the same cases for all. Needs the database that Jest's global setup has started. */
export function busBehaviour(name: string, start: () => Promise<BusEnvironment>): void {
  describe(`${name}: behaviour of the bus`, () => {
    deliveryBehaviour(start);
    groupsBehaviour(start);
    failuresBehaviour(start);
    deadLettersBehaviour(start);
    publishersBehaviour(start);
    identityBehaviour(start);
  });
}
