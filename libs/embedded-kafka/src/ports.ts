import { once } from 'node:events';
import { createServer, Socket, type Server } from 'node:net';

const HOST = '127.0.0.1';

/** Whoever asks only whether a port answers takes another program for its own. @throws EADDRINUSE */
export async function assertFree(port: number): Promise<void> {
  await closed(await listening(port));
}

/** Ports that nobody uses now. */
export async function freePorts(count: number): Promise<number[]> {
  // All at once: one after the other might be the same.
  const servers = await Promise.all(Array.from({ length: count }, () => listening(0)));
  const ports = servers.map((server) => server.address()).map((at) => (typeof at === 'object' && at ? at.port : 0));
  await Promise.all(servers.map(closed));
  return ports;
}

export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const done = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.connect(port, HOST);
  });
}

async function listening(port: number): Promise<Server> {
  // Clients of a broker that comes back are trying all the time.
  const server = createServer((client) => client.destroy()).listen(port, HOST);
  await once(server, 'listening');
  return server;
}

async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
