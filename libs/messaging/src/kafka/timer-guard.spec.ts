import RequestQueue from 'kafkajs/src/network/requestQueue';
import './timer-guard';

describe('the timer guard', () => {
  const logger = { namespace: () => logger, debug: () => undefined };
  let queue: RequestQueue;
  beforeEach(() => {
    queue = new RequestQueue({
      ...{ maxInFlightRequests: 1, requestTimeout: 1_000, enforceRequestTimeout: false },
      ...{ clientId: 'test', broker: 'test', logger },
    });
  });
  afterEach(() => queue.destroy());

  it('sets no timer for a connection with which nothing waits', () => {
    queue.checkPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });

  it('looks again where a request waits for the broker’s leave', () => {
    queue.throttledUntil = Date.now() + 60_000;
    queue.pending.push({});
    queue.checkPendingRequests();
    expect(queue.throttleCheckTimeoutId).not.toBeNull();
  });
});
