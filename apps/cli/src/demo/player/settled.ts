import { serviceHealth } from '@sanban/contracts';
import { z } from 'zod';
import type { Cast } from './cast';
import { awaited } from './persistence';

const detail = z.object({
  subscriptions: z.object({ subscriptions: z.array(z.object({ lag: z.int() })) }),
  timers: z.object({ due: z.int() }),
});

/** What fell due at the office when the day began has been done: its clock may move on. */
export async function settled(cast: Cast): Promise<void> {
  await awaited('timers', async () => {
    const health = await cast.as('operator', (api) => api.get('/services/coordination/health', serviceHealth));
    const { subscriptions, timers } = detail.parse(health.detail);
    return timers.due === 0 && subscriptions.subscriptions.every(({ lag }) => lag === 0) ? true : null;
  });
}
