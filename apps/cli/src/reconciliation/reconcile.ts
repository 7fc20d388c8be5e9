import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from '../connection/api';
import { compare, type Difference } from './compare';
import { gather } from './gather';

export interface Reconciliation {
  requests: number;
  /** Parts of requests in the office's ledger. */
  officeLines: number;
  caseFiles: number;
  differences: Difference[];
}

/**
 * Compares the office's ledger with every agency's case files. What differs only because messages are under way comes
 * into agreement by itself: it is looked at again for up to `waitSeconds`.
 */
export async function reconciled(api: Api, waitSeconds: number): Promise<Reconciliation> {
  const until = Date.now() + waitSeconds * 1000;
  for (let wait = 100; ; wait = Math.min(wait * 2, 2_000)) {
    const { requests, office, agencies } = await gather(api);
    const differences = compare(office, agencies);
    if (differences.length === 0 || Date.now() + wait > until) {
      return { requests, officeLines: office.length, caseFiles: agencies.length, differences };
    }
    await pause(wait);
  }
}
