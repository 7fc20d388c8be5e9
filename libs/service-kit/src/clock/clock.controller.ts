import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { START, type EventStore } from '@sanban/event-store';
import { formatInstant } from '@sanban/working-calendar';
import { z } from 'zod';
import { ProblemError } from '../http/problem-error';
import { Requires } from '../http/requires';
import { zodBody } from '../http/zod-pipe';
import { EVENT_STORE } from '../tokens';
import { MovableClock } from './movable-clock';

/** Whole milliseconds between the machine's clock and the service's. */
export const clockOffsetSchema = z.strictObject({
  offsetMillis: z
    .int()
    .min(-100 * 365 * 86_400_000)
    .max(100 * 365 * 86_400_000),
});
export type ClockOffset = z.infer<typeof clockOffsetSchema>;

/** Demo only: the gateway moves all services' clocks to the same offset. */
@Controller('internal/clock')
export class ClockController {
  constructor(
    private readonly clock: MovableClock,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get()
  @Requires('clock.read')
  read() {
    return { now: this.clock.now(), offsetMillis: this.clock.offsetMillis };
  }

  /** Forward only, once anything is recorded: the log's times must not run backwards. */
  @Put()
  @Requires('clock.move')
  async move(@Body(zodBody(clockOffsetSchema)) { offsetMillis }: ClockOffset) {
    if (offsetMillis < this.clock.offsetMillis && (await this.store.head()) !== START) {
      throw new ProblemError({
        status: 409,
        code: 'clock-backwards',
        title: 'The clock moves forward only',
        titleZh: '时钟只能向前调整',
        detail: `Something is already recorded; it is ${this.clock.now()}, and ${formatInstant(Date.now() + offsetMillis)} is before.`,
        detailZh: '系统中已有记录，时钟不能回拨。',
        field: 'now',
      });
    }
    await this.clock.moveTo(offsetMillis);
    return this.read();
  }
}
