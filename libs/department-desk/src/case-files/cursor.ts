import { keysetCursor } from '@sanban/service-kit';
import { z } from 'zod';

/** Exactly as the list writes it. PostgreSQL knows no year 0, no offset of 16 hours and no year in six digits, which JavaScript does. */
const isAsWritten = (at: string): boolean => {
  const time = Date.parse(at);
  return /^(?!0000)\d{4}-/.test(at) && !Number.isNaN(time) && new Date(time).toISOString() === at;
};

/** Where a page ended: its last line's place in the order of the list, when it was assigned and which it is. */
export const caseFileCursor = keysetCursor('case-files', z.tuple([z.string().refine(isAsWritten), z.uuid()]));
