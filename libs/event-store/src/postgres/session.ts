/** What we write relies on it, whatever the server's or the account's default is: each statement sees what was committed before. */
const ISOLATION = `SET default_transaction_isolation = 'read committed'`;

/**
 * Every statement of ours has an index that serves it; the planner's guesses from missing or stale statistics must not take
 * another way. These settings are of our own connections only.
 */
const PLANS = [
  'SET enable_seqscan = off',
  'SET enable_bitmapscan = off',
  'SET enable_hashjoin = off',
  'SET plan_cache_mode = force_generic_plan',
  'SET jit = off',
];

/** Of each connection of the store. */
export const SESSION = [ISOLATION, ...PLANS];
