import { z } from 'zod';
import { bilingual, calendarId, day, regionCode } from './common';

/** Whose programme it is. */
export const jurisdiction = z.strictObject({
  region: regionCode,
  name: bilingual,
  level: z.enum(['province', 'prefecture', 'county']),
});

/** The holiday's bare name, 国庆节, also for a day that is worked in its stead. Text alone is Chinese. */
const occasion = z.union([z.string().min(1), bilingual], { error: 'occasion' });

/**
 * What a programme adds to the national calendar: local holidays, or the holidays and make-up days of a year that the
 * calendar does not cover. Such a year must stand in `years`: the programme says with it that it supplies all of them.
 */
export const supplied = z.object({
  years: z.array(z.number().int().min(1000).max(9999)).default([]),
  days: z.array(z.strictObject({ date: day, working: z.boolean(), name: occasion })),
});

/** Calendar by which the programme counts working days. */
export const calendar = z.strictObject({ id: calendarId, ...supplied.shape });

export type Jurisdiction = z.infer<typeof jurisdiction>;
export type Supplied = z.infer<typeof supplied>;
export type CalendarDay = Supplied['days'][number];
