import { ProblemError } from '@sanban/service-kit';
import { z } from 'zod';

/** Where a page ended: its last line's place in the order of the list. */
const place = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

export interface Place {
  assignedAt: Date;
  id: string;
}

export const toCursor = ({ assignedAt, id }: Place): string =>
  Buffer.from(JSON.stringify([assignedAt.toISOString(), id])).toString('base64url');

/** @throws 400 `invalid-cursor` for anything that {@link toCursor} did not make */
export function fromCursor(cursor: string): Place {
  const parsed = z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'is no cursor' });
        return z.NEVER;
      }
    })
    .pipe(place)
    .safeParse(cursor);
  if (!parsed.success) throw invalidCursor();
  return { assignedAt: new Date(parsed.data[0]), id: parsed.data[1] };
}

export const invalidCursor = () =>
  new ProblemError({
    status: 400,
    code: 'invalid-cursor',
    title: 'The cursor is not one of ours',
    titleZh: '分页游标无效',
    detail: 'cursor is the `next` of the page before, unchanged. Leave it out to start from the first page.',
    detailZh: 'cursor 须为上一页返回的 next 原值；省略则从第一页开始。',
    field: 'cursor',
  });
