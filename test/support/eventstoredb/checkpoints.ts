/** Where a filtered subscription says that the server has looked. */
export interface Checkpoint {
  commit: bigint;
  prepare: bigint;
}

interface Subscribed {
  /** What the subscriber was told last: an event, a checkpoint, or where it asked to begin. */
  told: Checkpoint | undefined;
  /** One behind the last record. */
  end: bigint;
  /** The last page of the log was full, so that one more was read, with nothing on it. */
  emptyPage: boolean;
}

/** What “nowhere” looks like on the wire. */
const NOWHERE: Checkpoint = { commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n };

/** What a filtered subscription is told when it goes live. Not all of it is a place that the server has looked at. */
export function onGoingLive(version: string, { told, end, emptyPage }: Subscribed): Checkpoint | undefined {
  // Mended by pull request 4023 of KurrentDB.
  if (isBefore(version, '22.10.4')) return { commit: end, prepare: 0n };
  if (isBefore(version, '24.2.0')) return undefined;
  // Of 4892, mended by 4990 and 4991.
  if (emptyPage && (version === '24.10.4' || version === '25.0.0')) return { commit: end, prepare: 0n };
  // Mended by 4892.
  return told ?? (isBefore(version, '24.10.4') ? NOWHERE : { commit: 0n, prepare: 0n });
}

/** Once live, the oldest repeat what they said then (issue 3697). */
export const repeatsItself = (version: string): boolean => isBefore(version, '22.10.4');

export function isBefore(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => text.split('.').map(Number));
  for (const [nth, part] of (b ?? []).entries()) {
    const own = a?.[nth] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
}
