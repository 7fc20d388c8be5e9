import { z } from 'zod';

/** Every problem's `type` is this and a stable code: `https://sanban.example/problems/calendar-not-covered`. */
export const PROBLEM_BASE = 'https://sanban.example/problems/';

/** One fault of a body or a query. */
export const fieldFaultSchema = z.object({
  /** Path of the field, e.g. `enterprise.id` or `measures.0`; empty for the whole. */
  field: z.string(),
  detail: z.string(),
  detailZh: z.string().optional(),
  /** What was probably meant, e.g. `530902/finance`. */
  suggestion: z.string().optional(),
});
export type FieldFault = z.infer<typeof fieldFaultSchema>;

/** RFC 9457 problem+json. `code` repeats the end of `type`; further members may come. */
export const problemSchema = z
  .object({
    type: z.string().startsWith(PROBLEM_BASE),
    code: z.string(),
    title: z.string(),
    titleZh: z.string().optional(),
    status: z.int().min(400).max(599),
    detail: z.string().optional(),
    detailZh: z.string().optional(),
    instance: z.string().optional(),
    field: z.string().optional(),
    suggestion: z.string().optional(),
    errors: z.array(fieldFaultSchema).optional(),
    /** With 412: the revision at which the thing is now. */
    currentRevision: z.int().min(0).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;
