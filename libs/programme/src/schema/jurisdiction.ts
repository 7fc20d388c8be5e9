import { z } from 'zod';
import { bilingual, calendarId, day, regionCode } from './common';

/** Whose programme it is. */
export const jurisdiction = z.strictObject({
  region: regionCode,
  name: bilingual,
  level: z.enum(['province', 'prefecture', 'county']),
});

/**
 * Calendar by which the programme counts working days. `days` are those that the programme supplies itself: local
 * holidays, or the holidays and make-up days of a year that the national calendar does not cover. Such a year must stand
 * in `years`: the programme says with it that it supplies all of them.
 */
export const calendar = z.strictObject({
  id: calendarId,
  years: z.array(z.number().int().min(1000).max(9999)).default([]),
  days: z.array(z.strictObject({ date: day, working: z.boolean(), name: z.string().min(1) })),
});

export type Jurisdiction = z.infer<typeof jurisdiction>;
export type PackCalendar = z.infer<typeof calendar>;
export type CalendarDay = PackCalendar['days'][number];
