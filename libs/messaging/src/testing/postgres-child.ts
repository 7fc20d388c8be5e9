import type { Pool } from 'pg';
import type { Bus } from '../port';
import { openPostgresBus } from '../postgres/postgres-bus';
import type { OpenInChild } from './environment';

/** The PostgreSQL bus at `address` as the behaviour suite wants it, in the test's process and in its children. */
export function openForSuite(address: string, inbox: Pool): Promise<Bus> {
  return openPostgresBus({
    bus: { connectionString: address },
    inbox,
    leaseMs: 1_000,
    batchSize: 50,
    attempts: 3,
    idleTransactionMs: 1_500,
  });
}

export const openInChild: OpenInChild = openForSuite;
