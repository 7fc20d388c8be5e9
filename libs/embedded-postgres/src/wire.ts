import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A wire to a PostgreSQL server, for tests: it can be cut, before or after what was sent has arrived, or stand still. */
export class Wire {
  private readonly open = new Set<Socket>();
  private readonly server: Server;
  private deaf = false;
  private mark: string | undefined;
  private stood: (() => void) | undefined;

  private constructor(private readonly to: URL) {
    this.server = createServer((near) => this.join(near));
  }

  static async to(url: string): Promise<Wire> {
    const wire = new Wire(new URL(url));
    wire.server.listen(0, '127.0.0.1');
    await once(wire.server, 'listening');
    return wire;
  }

  /** The server's address by this wire. */
  get url(): string {
    const url = new URL(this.to);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.toString();
  }

  /** From now on the server's answers are not delivered. */
  swallowAnswers(): void {
    this.deaf = true;
  }

  /**
   * The connection that sends `mark` next sends nothing after it, as if its process had frozen right then.
   * @returns when that has happened
   */
  freezeAfter(mark: string): Promise<void> {
    this.mark = mark;
    return new Promise((stood) => (this.stood = stood));
  }

  cut(): void {
    this.deaf = false;
    this.open.forEach((socket) => socket.destroy());
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private join(near: Socket): void {
    const far = connect(Number(this.to.port), this.to.hostname);
    for (const socket of [near, far]) {
      this.open.add(socket);
      socket.on('error', () => undefined).on('close', () => this.open.delete(socket));
    }
    let frozen = false;
    near.on('data', (chunk: Buffer) => {
      if (frozen) return;
      far.write(chunk);
      if (this.mark === undefined || !chunk.includes(this.mark)) return;
      frozen = true;
      this.mark = undefined;
      this.stood?.();
    });
    far.on('data', (chunk: Buffer) => {
      if (!this.deaf && !frozen) near.write(chunk);
    });
    far.on('close', () => {
      if (!frozen) near.destroy();
    });
    near.on('close', () => far.destroy());
  }
}
