import { DeadlineExceededError, type StreamingRead } from '@eventstore/db-client';

/** Everything that a read gives. The client sets reads no time limit: one that falls silent for so long is given up. */
export function collect<T>(reading: StreamingRead<T>, silence: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const found: T[] = [];
    const timer = setTimeout(() => finish(new DeadlineExceededError()), silence);
    reading.on('data', (event: T) => {
      found.push(event);
      timer.refresh();
    });
    reading.once('end', () => finish());
    // Stays: whoever cancels may hear of it later.
    reading.on('error', finish);

    function finish(error?: Error): void {
      clearTimeout(timer);
      if (error === undefined) {
        resolve(found);
        return;
      }
      reject(error);
      reading.cancel().catch(() => undefined);
    }
  });
}
