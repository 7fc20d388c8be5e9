import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server as SocketServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { Access, type Account } from './access';
import type { RecentIds } from './append';
import { appendCall } from './append-call';
import { batchAppend } from './batch-append';
import { Faults } from './faults';
import type { Log } from './log';
import type { NodeState } from './node-state';
import { readCall } from './read-call';
import { deleteCall, gossip, supportedMethods, tombstoneCall, type Member } from './small-calls';

export interface NodeOptions {
  log: Log;
  /** E.g. `24.6.0` (the default), `22.10.0`. */
  version?: string;
  /** Absent: an insecure server. Present: TLS, and only these may call. */
  accounts?: Readonly<Record<string, Account>>;
  /** Of the whole cluster, this node among them; absent: it is alone and leads. */
  members?: () => readonly Member[];
}

const tls = (name: string): string => join(__dirname, 'tls', name);

/** The authority that signed the certificate of every node with accounts. */
export const CA_FILE = tls('ca.crt');
export const OTHER_CA_FILE = tls('other-ca.crt');

/** One server on a socket: it can be started, stopped, killed and started again on the same port over the same log. */
export class Node implements NodeState {
  readonly id = randomUUID();
  /** A certificate is checked against the name; without one the address does. */
  readonly host: string;
  readonly log: Log;
  readonly access: Access;
  readonly version: string;
  readonly faults = new Faults();
  recent: RecentIds = new Map();
  live = 0;
  readonly replicating = new Set<string>();
  read = 0;
  private readonly sockets = new Set<Socket>();
  private listening: { door: SocketServer; server: Server } | undefined;
  private assigned = 0;

  constructor(private readonly options: NodeOptions) {
    this.log = options.log;
    this.host = options.accounts === undefined ? '127.0.0.1' : 'localhost';
    this.access = new Access(options.log, options.accounts);
    this.version = options.version ?? '24.6.0';
  }

  get port(): number {
    return this.assigned;
  }

  get running(): boolean {
    return this.listening !== undefined;
  }

  get connections(): number {
    return this.sockets.size;
  }

  leader(): { host: string; port: number } | undefined {
    const leader = this.options.members?.().find(({ leads }) => leads);
    return leader === undefined || leader.id === this.id ? undefined : leader;
  }

  async start(): Promise<void> {
    const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    server.addService(StreamsService, {
      read: readCall(this),
      append: appendCall(this),
      batchAppend: batchAppend(this),
      delete: deleteCall(this),
      tombstone: tombstoneCall(this),
    });
    server.addService(ServerFeaturesService, { getSupportedMethods: supportedMethods(this) });
    const alone = () => [{ id: this.id, host: this.host, port: this.port, alive: true, leads: true }];
    server.addService(GossipService, { read: gossip(this.options.members ?? alone) });

    const secured = this.options.accounts !== undefined;
    const injector = server.createConnectionInjector(
      secured
        ? ServerCredentials.createSsl(null, [
            { private_key: readFileSync(tls('node.key')), cert_chain: readFileSync(tls('node.crt')) },
          ])
        : ServerCredentials.createInsecure(),
    );
    // Our own door, so that connections can be cut as a crash cuts them.
    const door = createServer((socket) => {
      socket.setNoDelay(true);
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
      injector.injectConnection(socket);
    });
    door.listen(this.assigned, '127.0.0.1');
    await once(door, 'listening');
    const { port } = door.address() as AddressInfo;
    this.assigned = port;
    this.faults.notReady = false;
    this.listening = { door, server };
  }

  cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** As `kill -9`: what the server had in memory only is gone. */
  async kill(): Promise<void> {
    const listening = this.listening;
    this.listening = undefined;
    this.recent = new Map();
    if (listening === undefined) return;
    const closed = once(listening.door, 'close');
    listening.door.close();
    this.cut();
    listening.server.forceShutdown();
    await closed;
  }

  /** An orderly stop begins: it answers that it is not ready, and lets go of its subscribers. {@link kill} ends it. */
  beginStop(): void {
    this.faults.notReady = true;
    this.log.touch();
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }
}
