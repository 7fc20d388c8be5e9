export interface Row {
  topicId: number;
  partition: number;
  key: string;
  event: string;
}

/** What one call has still to publish. */
export interface Job {
  rows: readonly Row[];
  done(): void;
  failed(error: Error): void;
}

export interface Part {
  job: Job;
  rows: readonly Row[];
}

/** In one statement: enough to share a commit among all who wait, not so much that the locks are kept long or that it cannot be sent. */
const MAX_ROWS = 2_000;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/**
 * Takes the next group from the front of what waits: whole calls as long as they fit, and of one that fits into no group
 * as much as makes one. What is left of it waits on, before all others.
 */
export function takeGroup(waiting: Job[]): Part[] {
  const parts: Part[] = [];
  let count = 0;
  let characters = 0;
  const fits = ({ event }: Row) => count < MAX_ROWS && (count === 0 || characters + event.length <= MAX_CHARACTERS);
  for (;;) {
    const [job] = waiting;
    if (job === undefined) return parts;
    const before = { count, characters };
    let taken = 0;
    for (const row of job.rows) {
      if (!fits(row)) break;
      taken += 1;
      count += 1;
      characters += row.event.length;
    }
    const whole = taken === job.rows.length;
    if (!whole && before.count > 0) return parts;
    parts.push({ job, rows: whole ? job.rows : job.rows.slice(0, taken) });
    job.rows = whole ? [] : job.rows.slice(taken);
    if (!whole) return parts;
    waiting.shift();
  }
}
