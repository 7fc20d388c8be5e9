import { table } from '../output/table';
import type { Difference } from './compare';
import type { Reconciliation } from './reconcile';

/** The result in a sentence, and each difference on a line of its own. */
export function reconciliationText({ requests, officeLines, caseFiles, differences }: Reconciliation): string {
  const compared = `台账 ${requests} 件、${officeLines} 行，承办件 ${caseFiles} 件`;
  if (differences.length === 0) {
    return `核对一致：${compared} · the ledger and the case files agree line by line`;
  }
  return [
    table<Difference>(
      [
        { title: '单位', value: ({ agency }) => agency },
        { title: '不一致', value: ({ subject }) => subject },
        { title: '台账', value: ({ office }) => office ?? '（无）' },
        { title: '承办件', value: ({ caseFileSays }) => caseFileSays ?? '（无）' },
        { title: '诉求', value: ({ request }) => request },
        { title: '承办件 id', value: ({ caseFile }) => caseFile },
      ],
      differences,
    ),
    `核对不一致：${compared}，${differences.length} 处不同 · ${differences.length} differences`,
  ].join('\n');
}
