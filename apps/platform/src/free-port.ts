import { createServer } from 'node:net';

/** Told before everything else is started. @throws what listening there is refused with, e.g. `EADDRINUSE` */
export function assertPortFree(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
