import { suggest } from '@sanban/programme';
import { ProblemError } from './problem-error';

const ZH = { region: '地区', agency: '单位', action: '专项行动', measure: '措施' };

/** 422 `unknown-region`, `unknown-agency` …: what a body or a filter names is in no programme that it could be of. */
export function unknownReference(
  what: keyof typeof ZH,
  given: string,
  known: readonly string[],
  field: string,
): ProblemError {
  const suggestion = suggest(given, known);
  return new ProblemError({
    status: 422,
    code: `unknown-${what}`,
    title: `There is no such ${what}`,
    titleZh: `${ZH[what]}不存在`,
    detail: `${field}: the programme knows no ${what} "${given}".${suggestion ? ` Did you mean "${suggestion}"?` : ''}`,
    detailZh: `方案中没有${ZH[what]}“${given}”。${suggestion ? `是否应为“${suggestion}”？` : ''}`,
    field,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}
