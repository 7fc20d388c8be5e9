import type { Random } from '../random';

/** The ways that a request of the demo can take; each request takes one. `weight`: how often, beside the others. */
export const PATHS = {
  general: { zh: '一般问题按期办结', weight: 22 },
  complex: { zh: '复杂问题按方案办结', weight: 14 },
  coHandled: { zh: '牵头与配合单位协办', weight: 10 },
  returnUpheld: { zh: '退回成立并转办', weight: 6 },
  returnRejected: { zh: '退回不成立', weight: 5 },
  reassigned: { zh: '办公室直接转办', weight: 5 },
  extensionGranted: { zh: '同意延期', weight: 5 },
  extensionRefused: { zh: '不同意延期', weight: 4 },
  suspended: { zh: '挂账后恢复办理', weight: 5 },
  overdue: { zh: '逾期催办并督办', weight: 7 },
  verificationFailed: { zh: '核实未通过', weight: 5 },
  dissatisfied: { zh: '企业不满意', weight: 5 },
  reopened: { zh: '销号后重新交办', weight: 4 },
  underWay: { zh: '仍在办理', weight: 3 },
} as const;

export type Path = keyof typeof PATHS;

const isPath = (name: string): name is Path => Object.hasOwn(PATHS, name);
export const PATH_NAMES = Object.keys(PATHS).filter(isPath);

/** Every path comes before any comes twice; after that by weight, so that small demos show all of them, too. */
export function pathOf(index: number, random: Random): Path {
  const turn = PATH_NAMES[index];
  if (turn !== undefined) return turn;
  let left = random.int(PATH_NAMES.reduce((sum, path) => sum + PATHS[path].weight, 0));
  for (const path of PATH_NAMES) {
    left -= PATHS[path].weight;
    if (left < 0) return path;
  }
  return 'general';
}
