import { setTimeout as delay } from 'node:timers/promises';

/** A part that does not answer within so long does not work, in milliseconds: who asks for the readiness waits about 3 s. */
const WITHIN = 2_500;

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

  /** A probe that fails or takes too long is an error of its part, never of the asking. */
  async report(detailed: boolean): Promise<HealthReport> {
    const checks = await Promise.all(
      [...this.probes].map(async ([name, probe]): Promise<[string, Check]> => {
        const given = new AbortController();
        const silent: Check = { status: 'error', detail: 'does not answer' };
        const waiting = delay(WITHIN, silent, { signal: given.signal });
        try {
          return [name, await Promise.race([Promise.resolve(detailed).then(probe), waiting])];
        } catch {
          return [name, silent];
        } finally {
          given.abort();
        }
      }),
    );
    const all = checks.map(([, check]) => check.status);
    const status = (['error', 'degraded'] as const).find((worse) => all.includes(worse)) ?? 'ok';
    return { status, checks: Object.fromEntries(checks) };
  }
}
