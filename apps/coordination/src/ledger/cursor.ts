import { ProblemError } from '@sanban/service-kit';

/** A page ends at an ordinal; outside it is an opaque word. */
export const cursorAt = (ordinal: string): string => Buffer.from(`ledger:${ordinal}`).toString('base64url');

/** @throws 400 `invalid-cursor` for anything that `cursorAt` did not make */
export function ordinalOf(cursor: string): string {
  const ordinal = /^ledger:(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (ordinal !== undefined && cursorAt(ordinal) === cursor) return ordinal;
  throw new ProblemError({
    status: 400,
    code: 'invalid-cursor',
    title: 'The cursor is none of ours',
    titleZh: '分页标记无效',
    detail: 'cursor: take it, unchanged, from "next" of the page before.',
    detailZh: '请原样使用上一页返回的 next。',
    field: 'cursor',
  });
}
