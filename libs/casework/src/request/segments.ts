import { later } from '../deadlines';
import type { AgencyId } from './events';
import type { ClockSegment } from './state';

type Segments = readonly ClockSegment[];

/** The clock stops. A report may tell of a moment before the clock was last started: then that segment is empty. */
export const stopClock = (segments: Segments, at: string): Segments =>
  segments.map((segment) => (segment.to === null ? { ...segment, to: later(segment.from, at) } : segment));

/** The clock runs for this agency, from where the last one stopped at the earliest: no moment counts twice. */
export function startClock(segments: Segments, agency: AgencyId, at: string): Segments {
  const stopped = stopClock(segments, at);
  const last = stopped.at(-1)?.to;
  return [...stopped, { agency, from: last === undefined || last === null ? at : later(last, at), to: null }];
}
