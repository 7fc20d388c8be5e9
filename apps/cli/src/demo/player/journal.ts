import { closeSync, openSync, writeSync } from 'node:fs';
import type { CommandAnswer } from '@sanban/contracts';
import { writing } from '../../output/file-failure';

/** One command that the platform has acknowledged. */
export interface Acknowledged {
  user: string;
  key: string;
  path: string;
  answer: CommandAnswer;
}

/** Each acknowledged command as one line of JSON, so that somebody else can hold the platform to its word. */
export interface Journal {
  record(acknowledged: Acknowledged): void;
  close(): void;
}

/** Goes on behind what the file has. @throws Failure `cannot-write`, also later where the disk is full */
export function journalTo(file: string): Journal {
  const descriptor = writing(file, () => openSync(file, 'a'));
  return {
    record: (acknowledged) => {
      writing(file, () => writeSync(descriptor, `${JSON.stringify(acknowledged)}\n`));
    },
    close: () => closeSync(descriptor),
  };
}
