/** How one part of the service does. */
export interface Check {
  /** degraded: it works, but somebody has to look after something (parked streams, dead letters). */
  status: 'ok' | 'degraded' | 'error';
  [detail: string]: unknown;
}

export interface HealthReport {
  status: Check['status'];
  checks: Record<string, Check>;
}

/** @param detailed: only then are the details read, too; the status alone is asked for every second or two. */
export type Probe = (detailed: boolean) => Check | Promise<Check>;

/** The parts of the service say how they are; it is as well as all of them. */
export class Health {
  private readonly probes = new Map<string, Probe>();

  add(name: string, probe: Probe): void {
    this.probes.set(name, probe);
  }

  /** A probe that fails is an error of its part, never of the asking. */
  async report(detailed: boolean): Promise<HealthReport> {
    const checks = await Promise.all(
      [...this.probes].map(async ([name, probe]): Promise<[string, Check]> => {
        try {
          return [name, await probe(detailed)];
        } catch {
          return [name, { status: 'error', detail: 'does not answer' }];
        }
      }),
    );
    const all = checks.map(([, check]) => check.status);
    const status = (['error', 'degraded'] as const).find((worse) => all.includes(worse)) ?? 'ok';
    return { status, checks: Object.fromEntries(checks) };
  }
}
