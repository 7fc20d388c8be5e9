import { Inject, Injectable } from '@nestjs/common';
import { problemSchema } from '@sanban/contracts';
import { systemPrincipal, type Principal } from '@sanban/identity';
import { ProblemError, type ClockOffset } from '@sanban/service-kit';
import { z } from 'zod';
import type { Upstream, Upstreams } from '../door/upstream';
import { UPSTREAMS } from '../tokens';

const PATH = '/internal/clock';
const view = z.object({ now: z.string(), offsetMillis: z.number() });

/** Moves every service's clock to the same offset, the office's first: it alone may refuse. */
@Injectable()
export class Clocks {
  constructor(@Inject(UPSTREAMS) private readonly upstreams: Upstreams) {}

  /** @returns what time it is now. @throws 409 `clock-backwards` where the office has recorded something */
  async move(offsetMillis: number, by: Principal): Promise<string> {
    const [office, ...others] = this.officeFirst();
    if (office === undefined) throw new Error('the office’s service is not behind this door');
    const { now } = await this.set(office, { offsetMillis }, by);
    await Promise.all(others.map((service) => this.set(service, { offsetMillis }, by)));
    return now;
  }

  /** After a start: a move that a crash cut short is carried to its end. */
  async align(): Promise<void> {
    const by: Principal = { ...systemPrincipal('gateway'), roles: ['operator'] };
    const [office, ...others] = this.officeFirst();
    if (office === undefined) return;
    const { offsetMillis } = await this.read(office, by);
    const late = await Promise.all(
      others.map(async (service) => ((await this.read(service, by)).offsetMillis === offsetMillis ? [] : [service])),
    );
    await Promise.all(late.flat().map((service) => this.set(service, { offsetMillis }, by)));
  }

  private officeFirst(): Upstream[] {
    const all = [...this.upstreams.values()];
    return [...all.filter(({ name }) => name === 'coordination'), ...all.filter(({ name }) => name !== 'coordination')];
  }

  private async read(service: Upstream, principal: Principal): Promise<z.infer<typeof view>> {
    return view.parse((await service.ask({ method: 'GET', path: PATH, principal })).body);
  }

  private async set(service: Upstream, body: ClockOffset, principal: Principal): Promise<z.infer<typeof view>> {
    const answer = await service.ask({ method: 'PUT', path: PATH, body, principal });
    if (answer.status === 200) return view.parse(answer.body);
    const { status, code, title, titleZh = title, detail, detailZh, field } = problemSchema.parse(answer.body);
    throw new ProblemError({ status, code, title, titleZh, detail, detailZh, field });
  }
}
