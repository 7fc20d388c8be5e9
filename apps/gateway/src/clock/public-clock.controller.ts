import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { clockBody, type ClockBody } from '@sanban/contracts';
import type { Principal } from '@sanban/identity';
import {
  Clock,
  clockOffsetSchema,
  ProblemError,
  Requires,
  SERVICE_CONFIG,
  Who,
  zodBody,
  type ServiceConfig,
} from '@sanban/service-kit';
import { parseInstant } from '@sanban/working-calendar';
import { Clocks } from './clocks';

@Controller('clock')
export class PublicClockController {
  constructor(
    private readonly clock: Clock,
    private readonly clocks: Clocks,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  @Get()
  @Requires('clock.read')
  read() {
    return { now: this.clock.now() };
  }

  /** @throws 409 `clock-not-movable` outside of the demo, `clock-backwards`, 422 `clock-too-far` */
  @Put()
  @Requires('clock.move')
  async move(@Body(zodBody(clockBody)) { now }: ClockBody, @Who() who: Principal) {
    if (!this.config.demo) throw notMovable();
    const offset = clockOffsetSchema.safeParse({ offsetMillis: parseInstant(now) - Date.now() });
    if (!offset.success) throw tooFar(now);
    return { now: await this.clocks.move(offset.data.offsetMillis, who) };
  }
}

const notMovable = () =>
  new ProblemError({
    status: 409,
    code: 'clock-not-movable',
    title: 'This clock shows the true time',
    titleZh: '时钟不可调整',
    detail: 'Only a demo’s clock can be moved (SANBAN_DEMO=on).',
    detailZh: '仅演示模式可以调整时钟。',
  });

const tooFar = (now: string) =>
  new ProblemError({
    status: 422,
    code: 'clock-too-far',
    title: 'The clock does not go so far',
    titleZh: '时钟不能调到该时刻',
    detail: `${now} is more than a hundred years from the true time.`,
    detailZh: `${now} 与真实时间相差一百年以上。`,
    field: 'now',
  });
