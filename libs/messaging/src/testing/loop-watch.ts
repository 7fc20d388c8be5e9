/**
 * How long the event loop had no turn. On a machine that is busy with other things a process may not get the processor for a
 * second: that is no block of ours, so the time is also taken in which this process was computing.
 */
export class LoopWatch {
  longestMs = 0;
  longestComputingMs = 0;
  private at = performance.now();
  private computing = process.cpuUsage();
  private readonly timer = setInterval(() => this.turn(), 10);

  stop(): void {
    clearInterval(this.timer);
  }

  private turn(): void {
    const now = performance.now();
    const { user, system } = process.cpuUsage(this.computing);
    const passed = now - this.at;
    this.longestMs = Math.max(this.longestMs, passed);
    this.longestComputingMs = Math.max(this.longestComputingMs, Math.min(passed, (user + system) / 1000));
    this.at = now;
    this.computing = process.cpuUsage();
  }
}
