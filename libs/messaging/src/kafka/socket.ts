import type { ISocketFactory } from 'kafkajs';
import { connect, isIP } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';

const KEEP_ALIVE_MS = 30_000;

/** As kafkajs makes them, but for this: it queues many requests on a connection that is being opened, one listener each. */
export const socketFactory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const socket = isSecured(ssl)
    ? connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect)
    : connect({ host, port }, onConnect);
  socket.setMaxListeners(0);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  return socket;
};

/** The same; tells of each connection that has stood and is gone. */
export const watchedSockets =
  (onLost: () => void): ISocketFactory =>
  ({ onConnect, ...where }) => {
    const socket = socketFactory({
      ...where,
      onConnect: () => {
        socket.once('close', onLost);
        onConnect();
      },
    });
    return socket;
  };

/** Its types say that there always is one. */
const isSecured = (ssl: ConnectionOptions | null | undefined): ssl is ConnectionOptions => Boolean(ssl);
