import { createHash } from 'node:crypto';
import type { Delivery } from './delivery';

/**
 * Systems that are not ours may use an id for several things, or one that somebody else uses, too: only who says the same
 * again repeats himself. When it is said makes no difference.
 */
export function knownByContent(delivery: Delivery): Delivery {
  if (delivery.event === null) return delivery;
  const { source, type, subject, data } = delivery.event;
  const digest = createHash('sha256')
    .update(JSON.stringify([source, type, subject, data]))
    .digest('base64url');
  return { ...delivery, id: `${delivery.id}/${digest}` };
}
