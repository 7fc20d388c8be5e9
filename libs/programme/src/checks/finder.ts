import type { Finding } from '../faults/from-issue';
import type { FaultPath } from '../faults/fault';
import { hint } from '../faults/suggest';

const KINDS = {
  agency: { zh: '单位', en: 'agency', list: 'agencies' },
  group: { zh: '单位组', en: 'group of agencies', list: 'groups' },
  action: { zh: '专项行动', en: 'action', list: 'actions' },
  mechanism: { zh: '工作机制', en: 'mechanism', list: 'mechanisms' },
  measure: { zh: '措施', en: 'measure', list: 'measures' },
  clause: { zh: '条款', en: 'clause', list: 'document.clauses' },
  reading: { zh: '读法', en: 'reading', list: 'readings' },
} as const;

/** A finding if `id` is none of the known ones. */
export const unknown = (
  kind: keyof typeof KINDS,
  id: string,
  known: ReadonlySet<string>,
  path: FaultPath,
): Finding[] => {
  if (known.has(id)) return [];
  const near = hint(id, known);
  const { zh, en, list } = KINDS[kind];
  return [
    {
      path,
      code: `unknown-${kind}`,
      zh: `没有${zh}“${id}”。${near.zh}请先在 ${list} 中声明，或改正此处。`,
      en: `There is no ${en} "${id}".${near.en} Declare it under ${list} or correct it here.`,
    },
  ];
};

/** Findings for each id that stands a second time. */
export const repeated = (entries: readonly { id: string; path: FaultPath }[], what: string): Finding[] => {
  const seen = new Set<string>();
  return entries.flatMap(({ id, path }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [repeatedOf(id, what, path)];
  });
};

export const repeatedOf = (id: string, what: string, path: FaultPath): Finding => ({
  path,
  code: 'duplicate-id',
  zh: `${what}“${id}”重复，请改用另一个，或删去其中一处。`,
  en: `"${id}" stands twice among ${what}: use another, or remove one of them.`,
});
