import { z } from 'zod';
import { FAULTS } from './faults';

/** GB 32100-2015, table 1: digits and capitals without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * Check character of a 统一社会信用代码 (GB 32100-2015, 5.5: MOD 31-3).
 * @param body its first 17 characters; null where one of them is not of the alphabet.
 */
export function creditCodeCheck(body: string): string | null {
  if (body.length !== WEIGHTS.length) return null;
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) {
    const value = ALPHABET.indexOf(body.charAt(index));
    if (value < 0) return null;
    sum += value * weight;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

export const isCreditCode = (code: string): boolean =>
  code.length === 18 && creditCodeCheck(code.slice(0, 17)) === code.charAt(17);

/** An enterprise's id: its 统一社会信用代码, 18 characters, check character verified. */
export const creditCode = z
  .string()
  .length(18)
  .refine(isCreditCode, FAULTS.creditCode.en)
  .meta({ id: 'CreditCode', description: '统一社会信用代码 (GB 32100-2015)', examples: ['91530902MA6K000019'] });
