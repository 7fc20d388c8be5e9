import { appendFileSync } from 'node:fs';
import type { CommandAnswer } from '@sanban/contracts';

/** One command that the platform has acknowledged. */
export interface Acknowledged {
  user: string;
  key: string;
  path: string;
  answer: CommandAnswer;
}

export type Journal = (acknowledged: Acknowledged) => void;

/** Writes each acknowledged command as one line of JSON, so that somebody else can hold the platform to its word. */
export const journalTo =
  (file: string): Journal =>
  (acknowledged) => {
    appendFileSync(file, `${JSON.stringify(acknowledged)}\n`);
  };
