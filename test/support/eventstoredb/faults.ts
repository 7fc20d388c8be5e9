/** What happens to one append, once. */
export type AppendFault =
  /** The connection is cut before anything is written. */
  | { kind: 'drop-before' }
  /** It is written, and the connection is cut before the answer. */
  | { kind: 'drop-after' }
  /** Written at once, replicated and answered so many milliseconds later. */
  | { kind: 'late-answer'; by: number }
  /** Written so many milliseconds later, and then answered. */
  | { kind: 'late-write'; by: number };

/** What goes wrong, by order of the test. */
export class Faults {
  private readonly appends: AppendFault[] = [];
  private chance = 0;
  /** The server is stopping or has not begun: it refuses everything. */
  notReady = false;
  /** Reads of `$all` (subscriptions are none) get no answer. */
  mute = false;
  /** Before each event that is read so many milliseconds go by; not for subscribers. */
  readPause = 0;

  /** The next appends meet these, one each. */
  next(...faults: AppendFault[]): void {
    this.appends.push(...faults);
  }

  /** From now on every append is cut before or after its writing with this probability; 0 ends it. */
  often(chance: number): void {
    this.chance = chance;
  }

  take(): AppendFault | undefined {
    const ordered = this.appends.shift();
    if (ordered !== undefined || Math.random() >= this.chance) return ordered;
    return { kind: Math.random() < 0.5 ? 'drop-before' : 'drop-after' };
  }
}
