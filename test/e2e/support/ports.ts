import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Linux takes the ports of outgoing connections from here on, and keeps them for a minute after their end. */
const FIRST_OF_CONNECTIONS = 32_768;

/** The first of so many free ports in a row, where no connection happens to have one of them. */
export async function freeRow(count: number): Promise<number> {
  for (;;) {
    const first = randomInt(10_000, FIRST_OF_CONNECTIONS - count);
    const free = await Promise.all(Array.from({ length: count }, (_, n) => isFree(first + n)));
    if (!free.includes(false)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
