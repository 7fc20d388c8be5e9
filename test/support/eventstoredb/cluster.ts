import { Log } from './log';
import { Node } from './node';
import type { Member } from './small-calls';
import { urlOf } from './stand-in';

/** Three nodes over one log: what one has acknowledged, all have. One leads; the others pass appends on to it. */
export class Cluster {
  readonly log = new Log();
  readonly nodes: readonly Node[];
  private leading = 0;

  private constructor() {
    const members = (): Member[] =>
      this.nodes.map(({ id, host, port, running }, nth) => ({
        id,
        host,
        port,
        alive: running,
        leads: nth === this.leading && running,
      }));
    this.nodes = [0, 1, 2].map(() => new Node({ log: this.log, members }));
  }

  static async start(): Promise<Cluster> {
    const cluster = new Cluster();
    for (const node of cluster.nodes) await node.start();
    return cluster;
  }

  get url(): string {
    return urlOf(this.nodes);
  }

  get leader(): Node {
    const node = this.nodes[this.leading];
    if (node === undefined) throw new Error('a cluster has three nodes');
    return node;
  }

  /** The leader crashes; after `election` milliseconds another leads, and the old one comes back as a follower. */
  async loseLeader(election: number): Promise<void> {
    const old = this.leader;
    await old.kill();
    await new Promise((resolve) => setTimeout(resolve, election));
    this.leading = (this.leading + 1) % this.nodes.length;
    await old.start();
  }

  /** The leader resigns without going away. */
  resign(): void {
    this.leading = (this.leading + 1) % this.nodes.length;
    this.nodes.forEach((node) => node.cut());
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
  }
}
