import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { problemSchema } from '@sanban/contracts';
import { systemPrincipal, type Principal } from '@sanban/identity';
import { ProblemError, type ClockOffset } from '@sanban/service-kit';
import { z } from 'zod';
import type { Upstream, Upstreams } from '../door/upstream';
import { UPSTREAMS } from '../tokens';

const PATH = '/internal/clock';
/** How soon a service that did not answer is asked again, ms. */
const AGAIN = 500;
const view = z.object({ now: z.string(), offsetMillis: z.number() });
const OURSELVES: Principal = { ...systemPrincipal('gateway'), roles: ['operator'] };

/** The office's clock is the one that counts: every other service's is set to its offset, as soon as that service answers. */
@Injectable()
export class Clocks implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private destroyed = false;

  constructor(@Inject(UPSTREAMS) private readonly upstreams: Upstreams) {}

  /**
   * Moved when the office has moved; a service that is away follows when it comes back.
   * @returns what time it is now
   * @throws 409 `clock-backwards` where the office has recorded something; 503 where it is away
   */
  async move(offsetMillis: number, by: Principal): Promise<string> {
    const office = this.office();
    if (office === undefined) throw new Error('the office’s service is not behind this door');
    const { now } = await this.set(office, { offsetMillis }, by);
    await this.align();
    return now;
  }

  /** After a start or a move: whoever has another offset than the office gets it; who does not answer is asked again. */
  async align(): Promise<void> {
    clearTimeout(this.timer);
    const office = this.office();
    if (office === undefined) return;
    try {
      const { offsetMillis } = await this.read(office, OURSELVES);
      const others = [...this.upstreams.values()].filter((upstream) => upstream !== office);
      const outcomes = await Promise.allSettled(others.map((other) => this.setWhereOther(other, offsetMillis)));
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    } catch (error) {
      if (!isAway(error)) throw error;
      clearTimeout(this.timer);
      if (!this.destroyed) this.timer = setTimeout(() => void this.align().catch(() => undefined), AGAIN);
    }
  }

  onModuleDestroy(): void {
    this.destroyed = true;
    clearTimeout(this.timer);
  }

  private office(): Upstream | undefined {
    return this.upstreams.get('coordination');
  }

  private async setWhereOther(service: Upstream, offsetMillis: number): Promise<void> {
    const { offsetMillis: own } = await this.read(service, OURSELVES);
    if (own !== offsetMillis) await this.set(service, { offsetMillis }, OURSELVES);
  }

  private async read(service: Upstream, principal: Principal): Promise<z.infer<typeof view>> {
    return answered(await service.ask({ method: 'GET', path: PATH, principal }));
  }

  private async set(service: Upstream, body: ClockOffset, principal: Principal): Promise<z.infer<typeof view>> {
    return answered(await service.ask({ method: 'PUT', path: PATH, body, principal }));
  }
}

function answered(answer: { status: number; body: unknown }): z.infer<typeof view> {
  if (answer.status === 200) return view.parse(answer.body);
  const { status, code, title, titleZh = title, detail, detailZh, field } = problemSchema.parse(answer.body);
  throw new ProblemError({ status, code, title, titleZh, detail, detailZh, field });
}

const isAway = (error: unknown): boolean => error instanceof ProblemError && error.problem.status === 503;
