import { types } from 'node:util';
import { StoreUnavailable } from '../port';

/** No class begins with E: a socket's EPIPE is none. */
const SQLSTATE = /^[0-9A-DF-Z][0-9A-Z]{4}$/;

/** The SQLSTATE of an error of the server; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  if (!types.isNativeError(error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return SQLSTATE.test(error.code) ? error.code : undefined;
}

/**
 * The connection or the server is gone (class 08, 57P), has no room (53), or cancelled the statement (57014).
 * An error without SQLSTATE that came from a query is one of the socket.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true;
  const state = sqlState(error);
  return state === undefined ? isSocketError(error) : /^(08|53|57|58)/.test(state);
}

/** Gone when tried again: unavailable, or lost against another transaction (class 40, lock not available). */
export function isTransient(error: unknown): boolean {
  return isUnavailable(error) || /^(40|55P03)/.test(sqlState(error) ?? '');
}

const SOCKET = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|EAI_|ENOTFOUND|ENOENT)/;
const DRIVER =
  /^(Connection terminated|timeout e|Query read timeout|Client (has encountered|was closed)|The server closed)/;

function isSocketError(error: unknown): boolean {
  // Not `instanceof`: errors of Node's own come from another realm under Jest.
  if (!types.isNativeError(error)) return false;
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.some(isSocketError);
  return ('code' in error && SOCKET.test(String(error.code))) || DRIVER.test(error.message);
}
