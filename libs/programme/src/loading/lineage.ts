import { unknown } from '../checks/finder';
import type { Finding } from '../faults/from-issue';
import { hint } from '../faults/suggest';
import type { Pack } from '../schema/pack';
import type { ReadPack } from './read-pack';

/** A pack's ancestors, nearest first, or why they cannot be had. `null`: an ancestor is itself at fault. */
export const lineage = (
  pack: Pack,
  byId: ReadonlyMap<string, ReadPack>,
): { ancestors: Pack[] | null; findings: Finding[] } => {
  const ancestors: Pack[] = [];
  const way = [pack.id];
  for (let current = pack; current.parent !== null;) {
    const parent: string = current.parent;
    if (way.includes(parent)) {
      const circle = [...way, parent].join(' → ');
      const zh = `上级方案循环引用：${circle}。请改正其中一个 parent。`;
      const en = `The parents go round in a circle: ${circle}. Correct one \`parent\`.`;
      return { ancestors: null, findings: [{ path: ['parent'], code: 'inheritance-cycle', zh, en }] };
    }
    const found = byId.get(parent);
    if (found === undefined) {
      // Said once, in the pack that names it.
      if (current !== pack) return { ancestors: null, findings: [] };
      const near = hint(parent, byId.keys());
      const zh = `没有上级方案“${parent}”。${near.zh}已知方案：${[...byId.keys()].join('、')}。`;
      const en = `There is no parent programme "${parent}".${near.en} Known: ${[...byId.keys()].join(', ')}.`;
      return { ancestors: null, findings: [{ path: ['parent'], code: 'unknown-parent', zh, en }] };
    }
    if (found.pack === null) return { ancestors: null, findings: [] };
    way.push(parent);
    ancestors.push(found.pack);
    current = found.pack;
  }
  return { ancestors, findings: implemented(pack, ancestors[0]) };
};

const implemented = (pack: Pack, parent: Pack | undefined): Finding[] => {
  const known = new Set(parent?.actions.map(({ id }) => id));
  return pack.actions.flatMap((action, index) =>
    (action.implements ?? []).flatMap((id, nth) => unknown('action', id, known, ['actions', index, 'implements', nth])),
  );
};
