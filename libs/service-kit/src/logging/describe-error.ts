interface ErrorDescription {
  error: string;
  code?: string;
  /** Not `message`: that is the line's own. */
  reason: string;
  at: string[];
}

/**
 * An error as it may stand in a log. What is quoted or bracketed in a message may be somebody's input (PostgreSQL and
 * JSON.parse repeat it), so it is left out.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { error: typeof error, reason: '', at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    error: error.name,
    ...(code === undefined ? {} : { code }),
    reason: withoutQuotations(error.message),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
}

export const withoutQuotations = (text: string): string =>
  text.replace(/"[^"]*"?|'[^']*'?|“[^”]*”?|‘[^’]*’?|「[^」]*」?|`[^`]*`?|\([^)]*\)?/gu, '…');
