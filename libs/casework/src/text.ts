import type { Rejection } from './decider';
import { refuse, type RejectionCode } from './rejections';

export const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

/** The first of the texts that is empty, refused with its code. */
export function missing(...texts: readonly [RejectionCode, string, string | null][]): Rejection | null {
  const empty = texts.find(([, , text]) => isBlank(text));
  return empty === undefined ? null : refuse(empty[0], `${empty[1]} is empty`, empty[1]);
}
