import { z } from 'zod';
import { FAULTS } from '../shared/faults';
import { agencyId, day, instant, regionId } from '../shared/ids';
import { digits } from './common';
import { deadlineExplanation } from './timeline';

const programmeId = z.string().regex(/^[a-z0-9-]+$/, FAULTS.programme.en);
export const programmeParams = z.strictObject({ id: programmeId });

export const programmeSummary = z
  .object({
    id: z.string(),
    region: regionId,
    title: z.string(),
    actions: z.int(),
    measures: z.int(),
    agencies: z.int(),
  })
  .meta({ id: 'ProgrammeSummary' });
export const programmeList = z.object({ items: z.array(programmeSummary) }).meta({ id: 'ProgrammeList' });

/** The pack as it was loaded; its own schema is that of the programme library. */
export const programmeView = z.looseObject({ id: z.string() }).meta({ id: 'Programme' });

export const agencyQuery = z.strictObject({ region: regionId.optional() });
export const agencyView = z
  .object({ id: agencyId, region: regionId, name: z.string(), service: z.string() })
  .meta({ id: 'Agency' });
export const agencyList = z.object({ items: z.array(agencyView) }).meta({ id: 'AgencyList' });

export const calendarParams = z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/, FAULTS.calendar.en) });
export const deadlineQuery = z.strictObject({
  /** A day, or an instant. */
  from: z.union([day, instant], FAULTS.dayOrInstant.en),
  unit: z.enum(['workingDay', 'day', 'hour']).default('workingDay'),
  amount: digits(z.int().min(0).max(2000)),
  /** Whose years and days are added to the calendar's own; absent: none. */
  programme: programmeId.optional(),
});
export const deadlineAnswer = deadlineExplanation
  .extend({
    calendar: z.string(),
    calendarVersion: z.string(),
    startedAt: instant,
    /** Exclusive. */
    dueAt: instant,
    /** The last day on which it can be met. */
    dueOn: day,
  })
  .meta({ id: 'DeadlineAnswer' });
export type DeadlineAnswer = z.infer<typeof deadlineAnswer>;
