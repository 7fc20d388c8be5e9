import { z } from 'zod';

/** Kind of the timers that watch deadlines. */
export const SUPERVISE = 'supervise';

/** What such a timer carries. */
export const supervisionTimer = z.object({
  request: z.string(),
  /** Deadline id. */
  deadline: z.string(),
  /** For which end of the deadline it was set. */
  dueAt: z.string(),
  /** `passed`, or a rung of the ladder. */
  step: z.string(),
});
export type SupervisionTimer = z.infer<typeof supervisionTimer>;
