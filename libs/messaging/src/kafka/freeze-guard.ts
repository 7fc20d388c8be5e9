import Runner from 'kafkajs/src/consumer/runner';

/**
 * In kafkajs 2.2.4 a fetcher that is started again after its runner was stopped (a broker goes while a consumer leaves) gets
 * `[]` from `fetch` at once, again and again, without ever waiting: the process spins in micro-tasks, and no timer, signal or
 * request is served any more. A fetch of a stopped runner must fail instead: then the fetcher ends, and the runner with it.
 */
const { fetch } = Runner.prototype;

Runner.prototype.fetch = async function (this: Runner, nodeId: string): Promise<unknown[]> {
  if (!this.running) throw new Error('the consumer is not running any more');
  return fetch.call(this, nodeId);
};
