import { z } from 'zod';
import { bilingual, day, regionCode } from './common';

/** Whose programme it is. */
export const jurisdiction = z.strictObject({
  region: regionCode,
  name: bilingual,
  level: z.enum(['province', 'prefecture', 'county']),
});

/**
 * Calendar by which the programme counts working days. `days` are those that the programme supplies itself: days of
 * years that the national calendar does not cover, or local holidays.
 */
export const calendar = z.strictObject({
  id: z.string().min(1),
  days: z.array(z.strictObject({ date: day, working: z.boolean(), name: z.string().min(1) })),
});

export type Jurisdiction = z.infer<typeof jurisdiction>;
export type CalendarDay = z.infer<typeof calendar>['days'][number];
