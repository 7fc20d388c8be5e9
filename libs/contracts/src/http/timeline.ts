import { z } from 'zod';
import { deadline } from '../shared/casework';
import { agencyId, day, instant, revision, uuid } from '../shared/ids';
import { bilingual } from './common';

/** A run of days that a deadline's count passed over, and whether they counted. */
export const explainedDays = z.object({ from: day, to: day, counts: z.boolean(), text: bilingual });

/** A deadline with the reason for its date, day by day, and what became of it. */
export const explainedDeadline = z
  .object({
    deadline,
    rule: bilingual,
    days: z.array(explainedDays),
    /** moved: an extension or a suspension gave it another date; withdrawn: it ended without a result. */
    outcome: z.enum(['open', 'met', 'missed', 'moved', 'withdrawn']),
    /** When the thing was done, where it was. */
    metAt: instant.nullable(),
  })
  .meta({ id: 'ExplainedDeadline' });
export type ExplainedDeadline = z.infer<typeof explainedDeadline>;

export const timelineEntry = z
  .object({
    id: uuid,
    revision,
    at: instant,
    type: z.string(),
    title: bilingual,
    detail: bilingual.nullable(),
    /** Never a person's name: which agency, in which role. */
    actor: z.object({ agency: agencyId.nullable(), role: z.string() }),
    /** Those that this event set or moved. */
    deadlines: z.array(explainedDeadline),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const timeline = z.object({ id: uuid, revision, entries: z.array(timelineEntry) }).meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof timeline>;
