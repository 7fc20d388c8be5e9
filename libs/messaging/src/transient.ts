/** The connection was lost before the transaction's end was known. */
export class TransactionLost extends Error {
  constructor(cause: unknown) {
    super(`the transaction was lost: ${describeError(cause)}`, { cause });
    this.name = 'TransactionLost';
  }
}

/** The group's own books cannot be read: no message is to blame, whatever the reason is. */
export class InboxUnavailable extends Error {
  constructor(cause: unknown) {
    super(`the inbox cannot be read: ${describeError(cause)}`, { cause });
    this.name = 'InboxUnavailable';
  }
}

// Connection, rolled back for concurrency, resources, lock not available, shutting down, I/O, read-only after a failover,
// session or transaction ended by a timeout.
const PASSING = /^(08|40|53|58|55P03|57P|25006|25P03|25P04)/;
// A table, column, function, schema or right is missing: every message would fail until somebody has mended that.
const SURROUNDINGS = /^(42P01|42703|42883|42501|3F000)$/;
const NETWORK = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
const NAMES = new Set([
  'TransactionLost',
  'InboxUnavailable',
  'StoreUnavailable',
  'BusUnavailable',
  'PutAsideElsewhere',
]);

/** Whether no message is to blame: repeating helps, at the latest once somebody has mended the surroundings. */
export function isTransient(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (NAMES.has(at.name) || at.message.startsWith('Connection terminated')) return true;
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    if (PASSING.test(code) || SURROUNDINGS.test(code) || NETWORK.test(code)) return true;
  }
  return false;
}

/** For people and the dead letters' reason: name and message, at most 500 characters. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll('\0', '').slice(0, 500);
}
