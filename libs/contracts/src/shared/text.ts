import { z } from 'zod';
import { FAULTS } from './faults';

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
export const isStorable = (value: string): boolean => !/[^\P{Cc}\t\n\r]/u.test(value) && value.isWellFormed();

/** Embeddings, overrides and isolates: what follows is shown in another order than it is written. The marks that Uyghur needs are none. */
const turnsRound = (value: string): boolean => /[\u202a-\u202e\u2066-\u2069]/.test(value);
const isVisible = (value: string): boolean =>
  /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/u.test(value);
const isOneLine = (value: string): boolean => !/[\t\n\r\u2028\u2029]/.test(value);

/** Text by people: trimmed, not empty, nothing in it that cannot be stored or that deceives who reads it. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, { abort: true })
    .max(max)
    .refine(isStorable, FAULTS.unstorable.en)
    .refine((value) => !turnsRound(value), FAULTS.turnsRound.en)
    .refine(isVisible, FAULTS.invisible.en);

/** A title or a name by people. */
export const line = (max: number) => text(max).refine(isOneLine, FAULTS.notOneLine.en);

/** A name or an id that something is looked up by: as it was given, without characters that cannot be stored. */
export const keyText = (max: number) => z.string().min(1).max(max).refine(isStorable, FAULTS.unstorable.en);
