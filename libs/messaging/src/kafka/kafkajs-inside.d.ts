/**
 * What the guards reach into of kafkajs 2.2.4. It is not part of the library's public types; the version is pinned exactly, and
 * the freeze guard's spec fails when another one is installed.
 */
declare module 'kafkajs/src/consumer/runner' {
  class Runner {
    running: boolean;
    fetch: (this: Runner, nodeId: string) => Promise<unknown[]>;
  }
  export = Runner;
}

declare module 'kafkajs/src/network/requestQueue' {
  interface Logger {
    namespace(): Logger;
    debug(): void;
  }
  class RequestQueue {
    constructor(options: {
      maxInFlightRequests: number;
      requestTimeout: number;
      enforceRequestTimeout: boolean;
      clientId: string;
      broker: string;
      logger: Logger;
    });
    /** Requests that wait for others to be answered, or for the broker's leave. */
    pending: unknown[];
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(this: RequestQueue): void;
    scheduleCheckPendingRequests: (this: RequestQueue) => void;
    destroy(): void;
  }
  export = RequestQueue;
}
