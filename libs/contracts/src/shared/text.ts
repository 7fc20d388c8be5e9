import { z } from 'zod';

/** Lengths in characters (UTF-16 units) that the public door accepts. */
export const LIMITS = { title: 200, text: 10_000, reason: 2_000, name: 200, reference: 500, steps: 50, evidence: 50 };

/** PostgreSQL stores neither NUL nor half a surrogate pair; other control characters only confuse readers. */
const unstorable = (value: string): boolean => /[^\P{Cc}\t\n\r]|\p{Cs}/u.test(value);

/** Text by people: trimmed, not empty, without characters that cannot be stored. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !unstorable(value), 'contains control characters or broken Unicode');
