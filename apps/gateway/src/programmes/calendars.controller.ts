import { Controller, Get, Param, Query } from '@nestjs/common';
import { calendarParams, deadlineQuery, type DeadlineAnswer } from '@sanban/contracts';
import { problems, Requires, zodPath, zodQuery } from '@sanban/service-kit';
import { chinaCalendar, explainDeadline, startOfDate } from '@sanban/working-calendar';
import type { z } from 'zod';

const NATIONAL = 'cn';

@Controller('calendars')
export class CalendarsController {
  private readonly national = chinaCalendar([], NATIONAL);

  /** @throws 404 for another calendar, 422 `calendar-not-covered` */
  @Get(':id/deadline')
  @Requires('programme.read')
  deadline(
    @Param(zodPath(calendarParams)) { id }: z.infer<typeof calendarParams>,
    @Query(zodQuery(deadlineQuery)) { from, unit, amount }: z.infer<typeof deadlineQuery>,
  ): DeadlineAnswer {
    if (id !== NATIONAL) throw problems.notFound(`The calendar ${id}`);
    const start = from.includes('T') ? from : startOfDate(from);
    const { runs, ...explained } = explainDeadline({ unit, amount }, start, this.national);
    return { calendar: id, ...explained, runs: [...runs] };
  }
}
