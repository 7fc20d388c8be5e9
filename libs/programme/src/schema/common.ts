import { z } from 'zod';

/** Text for people: Chinese first, English complete. */
export const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof bilingual>;

/** Lower-case words joined by hyphens; the last part of every id. */
export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'slug' });

/** The calendars that there are: the national one alone. */
export const calendarId = z.literal('cn');

/** Six digits of GB/T 2260. */
export const regionCode = z.string().regex(/^\d{6}$/, { error: 'region' });

const exists = (date: string): boolean => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
};

/** A day of the calendar, `YYYY-MM-DD`, that exists. */
export const day = z.string().refine((value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && exists(value), { error: 'date' });

/** Id of a clause of the document's tree, e.g. `二（二）`. */
export const clauseId = z.string().min(1);

/** A clause of the document, or `practice` where the document is silent and custom fills in. */
export const PRACTICE = 'practice';

/** Decimal number as a string, so that no rate is rounded. */
export const decimal = z.string().regex(/^\d+(\.\d+)?$/, { error: 'decimal' });
