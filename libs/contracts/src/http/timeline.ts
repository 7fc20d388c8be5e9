import { z } from 'zod';
import { deadline } from '../shared/casework';
import { agencyId, day, instant, revision, uuid } from '../shared/ids';
import { bilingual } from './common';

/** Why a deadline falls where it does: its days in order, days alike taken together. */
export const deadlineExplanation = z
  .object({
    runs: z.array(
      z.object({
        from: day,
        to: day,
        role: z.enum(['start', 'counted', 'skipped']),
        kind: z.enum(['ordinary', 'makeUp', 'weekend', 'holiday', 'calendarDay']),
        /** First and last of the deadline's days in this run; null where it does not count. */
        counted: z.object({ first: z.int(), last: z.int() }).nullable(),
        text: bilingual,
      }),
    ),
    /** What follows from all of them. */
    text: bilingual,
  })
  .meta({ id: 'DeadlineExplanation' });

/** A deadline as it was set, with the reason for its date and what became of it. */
export const explainedDeadline = z
  .object({
    deadline,
    /** Without runs where a plan set the date, or an extension or a suspension moved it. Null where today's calendar leads to another date, or does not cover the year. */
    explanation: deadlineExplanation.nullable(),
    /** moved: it got another date later; lapsed: nobody has to meet it any more. */
    outcome: z.enum(['open', 'met', 'missed', 'moved', 'lapsed']),
    /** When the thing was done, where it was. */
    metAt: instant.nullable(),
  })
  .meta({ id: 'ExplainedDeadline' });
export type ExplainedDeadlineView = z.infer<typeof explainedDeadline>;

export const timelineEntry = z
  .object({
    id: uuid,
    revision,
    /** When it happened. */
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
