import type { Problem } from '@sanban/contracts';

/** Exit codes of `sanban`: 0 done, 1 refused or faults found, 2 called wrongly. */
export const EXIT = { ok: 0, refused: 1, usage: 2 } as const;

/** What a command says when it cannot do its work; printed by `main`, never with a stack. */
export class Failure extends Error {
  constructor(
    /** Stable, e.g. `not-running`. */
    readonly code: string,
    readonly zh: string,
    readonly en: string,
    readonly problem?: Problem,
  ) {
    super(`${zh}\n${en}`);
    this.name = 'Failure';
  }
}

/** Machine shape of every error with `--json`: one line of JSON on stderr. */
export const failureAsJson = ({ code, zh, en, problem }: Failure) => ({
  error: { code, zh, en, ...(problem && { problem }) },
});

/** A problem+json of the platform, for people. */
export function problemText(problem: Problem): string {
  const { title, titleZh, status, detail, detailZh, field, suggestion, currentRevision } = problem;
  const lines = [`${titleZh ?? title}${titleZh === undefined ? '' : ` · ${title}`} (${status} ${problem.code})`];
  if (detailZh !== undefined) lines.push(`  ${detailZh}`);
  if (detail !== undefined) lines.push(`  ${detail}`);
  if (field !== undefined) lines.push(`  字段 field: ${field}`);
  if (suggestion !== undefined) lines.push(`  是否应为 did you mean: ${suggestion}`);
  if (currentRevision !== undefined) lines.push(`  当前版本 current revision: ${currentRevision}`);
  for (const fault of problem.errors ?? []) {
    const hint = fault.suggestion === undefined ? '' : ` → ${fault.suggestion}`;
    lines.push(`  ${fault.field === '' ? '(body)' : fault.field}: ${fault.detail}${hint}`);
  }
  return lines.join('\n');
}
