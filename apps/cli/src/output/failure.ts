import type { FieldFault, Problem } from '@sanban/contracts';
import { indented } from './lines';

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

/** For people, Chinese first. */
export const failureText = ({ zh, en, problem }: Failure): string =>
  problem === undefined ? `${zh}\n${en}` : problemText(problem);

/** A problem+json of the platform, for people. Where it lists its faults, they say all that `detail` repeats. */
export function problemText({ code, title, titleZh, status, errors = [], ...more }: Problem): string {
  const said = errors.length > 0 ? errors.map(faultLine) : detailLines(more);
  const { currentRevision } = more;
  if (currentRevision !== undefined) said.push(`当前版本 current revision: ${currentRevision}`);
  return [`${inBoth(titleZh, title)} (${status} ${code})`, ...said.flatMap((line) => indented(line, 2))].join('\n');
}

const inBoth = (zh: string | undefined, en: string): string => (zh === undefined ? en : `${zh} · ${en}`);

function detailLines({
  detail,
  detailZh,
  field,
  suggestion,
}: Pick<Problem, 'detail' | 'detailZh' | 'field' | 'suggestion'>): string[] {
  return [
    ...(detailZh === undefined ? [] : [detailZh]),
    ...(detail === undefined ? [] : [detail]),
    ...(field === undefined ? [] : [`字段 field: ${field}`]),
    ...(suggestion === undefined ? [] : [`是否应为 did you mean: ${suggestion}`]),
  ];
}

const faultLine = ({ field, detail, detailZh, suggestion }: FieldFault): string =>
  `${field === '' ? '(body)' : field}: ${inBoth(detailZh, detail)}${suggestion === undefined ? '' : ` → ${suggestion}`}`;
