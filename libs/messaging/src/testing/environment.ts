import type { Pool } from 'pg';
import type { Bus } from '../port';

/** What an adapter brings so that the behaviour suite can run against it. */
export interface BusEnvironment {
  /**
   * A bus of one service whose inbox lies in `inbox`. Topics get 6 partitions, a member that does not answer keeps its
   * partitions for about a second, a message that fails alone does so 3 times, a batch has at most 50 messages, and a
   * transaction may be idle for about a second and a half.
   */
  open(inbox: Pool): Promise<Bus>;
  /** Path of a module that exports {@link OpenInChild} as `openInChild`, for the processes that the suite kills. */
  module: string;
  /** Handed to `openInChild`: e.g. the address of the bus. */
  argument: string;
  close(): Promise<void>;
}

export type OpenInChild = (argument: string, inbox: Pool) => Promise<Bus>;

/** Partitions that every topic of the suite has. */
export const PARTITIONS = 6;
