import { clockView } from '@sanban/contracts';
import { Refused } from '../../connection/api';
import type { Cast } from './cast';
import { dayOf, following, morningOf, workingDaysAfter } from './calendar-days';
import type { Performance } from './play';
import { settled } from './settled';

/** So many stories go on at the same time. */
const AT_ONCE = 24;

export interface Progress {
  /** The demo's date has changed, or a step is done. */
  update(state: { date: string; done: number; steps: number }): void;
  end(): void;
}

/** Plays all stories, day by day: on each day what is due, then the clock moves on. Answers the last date. */
export async function playSeason(
  cast: Cast,
  stories: readonly Performance[],
  firstDay: string,
  progress: Progress,
): Promise<string> {
  const steps = stories.reduce((sum, { scenario }) => sum + scenario.steps.length, 0);
  const lastDay = Math.max(...stories.flatMap(({ scenario }) => scenario.steps.map(({ day }) => day)));
  let done = 0;
  let date = firstDay;
  await moveClock(cast, date);
  for (let day = 0; day <= lastDay; day += 1) {
    const worked = workingDaysAfter(firstDay, day);
    // Nights, weekends and holidays pass one by one, too: what falls due in them falls due then.
    while (date < worked) {
      date = following(date);
      await moveClock(cast, date);
      await settled(cast);
    }
    progress.update({ date, done, steps });
    await together(
      stories.filter((story) => story.due(day)),
      async (story) => {
        await story.play(day, () => {
          done += 1;
          progress.update({ date, done, steps });
        });
      },
    );
  }
  progress.end();
  return date;
}

/** A move that was made although its answer was lost is refused when it is repeated: then the day is there already. */
async function moveClock(cast: Cast, date: string): Promise<void> {
  await cast.as('operator', async (api) => {
    try {
      await api.put('/clock', { now: morningOf(date) }, clockView);
    } catch (error) {
      if (!(error instanceof Refused && error.problem.code === 'clock-backwards')) throw error;
      const { now } = await api.get('/clock', clockView);
      if (dayOf(now) !== date) throw error;
    }
  });
}

/** Works through all items, {@link AT_ONCE} at a time; after a failure nothing new begins. */
async function together<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failed) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
