import { Controller, Get, Param, Query } from '@nestjs/common';
import { calendarParams, deadlineQuery, type DeadlineAnswer } from '@sanban/contracts';
import { problems, Programmes, Requires, zodPath, zodQuery } from '@sanban/service-kit';
import {
  CalendarError,
  chinaCalendar,
  explainDeadline,
  startOfDate,
  type WorkingCalendar,
} from '@sanban/working-calendar';
import type { z } from 'zod';

const NATIONAL = chinaCalendar();

@Controller('calendars')
export class CalendarsController {
  constructor(private readonly programmes: Programmes) {}

  /** @throws 404 for another calendar or programme, 422 `calendar-not-covered` */
  @Get(':id/deadline')
  @Requires('programme.read')
  deadline(
    @Param(zodPath(calendarParams)) { id }: z.infer<typeof calendarParams>,
    @Query(zodQuery(deadlineQuery)) { from, unit, amount, programme }: z.infer<typeof deadlineQuery>,
  ): DeadlineAnswer {
    const calendar = programme === undefined ? NATIONAL : this.calendarOf(programme);
    if (id !== calendar.id) throw problems.notFound(`The calendar ${id}`);
    try {
      const start = from.includes('T') ? from : startOfDate(from);
      const { runs, ...explained } = explainDeadline({ unit, amount }, start, calendar);
      return { calendar: id, ...explained, runs: [...runs] };
    } catch (error) {
      throw error instanceof CalendarError ? problems.calendar(error, 'from') : error;
    }
  }

  private calendarOf(programme: string): WorkingCalendar {
    const known = this.programmes.byId(programme);
    if (known === undefined) throw problems.notFound(`The programme ${programme}`);
    return known.workingCalendar();
  }
}
