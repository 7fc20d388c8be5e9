import { z } from 'zod';

/** Lengths in characters (UTF-16 units) that the public door accepts. */
export const LIMITS = {
  title: 200,
  text: 10_000,
  reason: 2_000,
  name: 200,
  reference: 500,
  key: 1_024,
  steps: 50,
  evidence: 50,
};

/** PostgreSQL stores neither NUL nor half a surrogate pair; other control characters only confuse readers. */
export const isStorable = (value: string): boolean => !/[^\P{Cc}\t\n\r]|\p{Cs}/u.test(value);
export const UNSTORABLE = 'contains control characters or broken Unicode';

/** Text by people: trimmed, not empty, without characters that cannot be stored. */
export const text = (max: number) => z.string().trim().min(1).max(max).refine(isStorable, UNSTORABLE);

/** A name or an id that something is looked up by: as it was given, without characters that cannot be stored. */
export const keyText = (max: number) => z.string().min(1).max(max).refine(isStorable, UNSTORABLE);
