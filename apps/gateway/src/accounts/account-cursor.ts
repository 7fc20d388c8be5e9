import { problems } from '@sanban/service-kit';

/** A page ends at a username; outside it is an opaque word. */
export const cursorAfter = (username: string): string => Buffer.from(`accounts:${username}`).toString('base64url');

/** @throws 400 `invalid-cursor` for anything that {@link cursorAfter} did not make */
export function usernameOf(cursor: string): string {
  const username = /^accounts:([\w.-]+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (username !== undefined && cursorAfter(username) === cursor) return username;
  throw problems.invalidCursor();
}
