import type { Bus, Consumer, Handler } from '../port';

/** Members of one group that come and go: each with a bus of its own, as a process would have. */
export class ChangingMembers {
  private readonly present: { bus: Bus; consumer: Consumer }[] = [];
  joined = 0;
  left = 0;

  constructor(
    private readonly open: () => Promise<Bus>,
    private readonly group: string,
    private readonly topic: string,
    private readonly handler: Handler,
  ) {}

  get count(): number {
    return this.present.length;
  }

  async join(): Promise<void> {
    const bus = await this.open();
    const consumer = await bus.consume(this.group, [this.topic], this.handler);
    this.present.push({ bus, consumer });
    this.joined += 1;
  }

  /** The one that has been there for the longest. */
  async leave(): Promise<void> {
    const first = this.present.shift();
    if (!first) return;
    await first.consumer.stop();
    await first.bus.close();
    this.left += 1;
  }

  async close(): Promise<void> {
    while (this.present.length > 0) await this.leave();
  }
}
