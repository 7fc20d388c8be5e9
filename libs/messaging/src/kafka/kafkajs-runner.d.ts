/**
 * The consumer loop of kafkajs 2.2.4, as far as the freeze guard reaches into it. It is not part of the library's public
 * types; the version is pinned exactly, and the guard's spec fails when another one is installed.
 */
declare module 'kafkajs/src/consumer/runner' {
  class Runner {
    running: boolean;
    fetch: (this: Runner, nodeId: string) => Promise<unknown[]>;
  }
  export = Runner;
}
