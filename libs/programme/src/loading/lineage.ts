import { checkYears } from '../checks/years';
import type { FaultPath } from '../faults/fault';
import type { Finding } from '../faults/from-issue';
import { hint } from '../faults/suggest';
import { missingRules, type RuleChain } from '../programme/rules';
import type { ReadPack } from './read-pack';

export interface Lineage {
  /** Nearest first; as far as they could be followed. */
  ancestors: ReadPack[];
  findings: Finding[];
}

/** Follows a pack's parents. What is wrong with an ancestor's own parent is said there, not here. */
const ancestorsOf = (one: ReadPack, byId: ReadonlyMap<string, ReadPack>): Lineage => {
  const ancestors: ReadPack[] = [];
  const way = [one.id];
  for (let current = one; current.parent !== null;) {
    const parent: string = current.parent;
    if (way.includes(parent)) {
      const circle = [...way, parent].join(' → ');
      const zh = `上级方案循环引用：${circle}。请改正其中一个 parent。`;
      const en = `The parents go round in a circle: ${circle}. Correct one \`parent\`.`;
      return { ancestors, findings: [{ path: ['parent'], code: 'inheritance-cycle', zh, en }] };
    }
    const found = byId.get(parent);
    if (found === undefined) {
      if (current !== one) return { ancestors, findings: [] };
      const near = hint(parent, byId.keys());
      const zh = `没有上级方案“${parent}”。${near.zh}已知方案：${[...byId.keys()].join('、')}。`;
      const en = `There is no parent programme "${parent}".${near.en} Known: ${[...byId.keys()].join(', ')}.`;
      return { ancestors, findings: [{ path: ['parent'], code: 'unknown-parent', zh, en }] };
    }
    way.push(parent);
    ancestors.push(found);
    current = found;
  }
  return { ancestors, findings: [] };
};

const implemented = ({ pack }: ReadPack, parent: ReadPack | undefined): Finding[] => {
  if (pack === null || (parent !== undefined && parent.pack === null)) return [];
  const known = parent?.pack?.actions.map(({ id }) => id) ?? [];
  return pack.actions.flatMap((action, index) =>
    (action.implements ?? []).flatMap((id, nth) =>
      known.includes(id) ? [] : [unimplementable(id, parent, known, ['actions', index, 'implements', nth])],
    ),
  );
};

const unimplementable = (
  id: string,
  parent: ReadPack | undefined,
  known: readonly string[],
  path: FaultPath,
): Finding => {
  const code = 'unknown-action';
  if (parent === undefined) {
    const zh = `本方案没有上级方案，没有可落实的专项行动“${id}”。请填写 parent，或删去 implements。`;
    const en = `This programme has no parent whose action "${id}" it could carry out: state \`parent\`, or remove \`implements\`.`;
    return { path, code, zh, en };
  }
  const near = hint(id, known);
  const zh = `上级方案 ${parent.id ?? ''} 没有专项行动“${id}”。${near.zh}可用的有：${known.join('、')}。`;
  const en = `The parent ${parent.id ?? ''} has no action "${id}".${near.en} It has: ${known.join(', ')}.`;
  return { path, code, zh, en };
};

/** The rules of a pack and its ancestors; undefined where one of them cannot be read. */
export const ruleChain = (family: readonly ReadPack[]): RuleChain | undefined => {
  const chain = family.flatMap(({ id, rules }) => (id === null || rules === null ? [] : [{ programme: id, rules }]));
  return chain.length === family.length ? chain : undefined;
};

const unstated = (family: readonly ReadPack[]): Finding[] => {
  const missing = missingRules(ruleChain(family) ?? []);
  if (ruleChain(family) === undefined || missing.length === 0) return [];
  const zh = `本方案及其上级方案都没有规定：${missing.join('、')}。请在 rules 中补上。`;
  const en = `Neither this programme nor a parent states: ${missing.join(', ')}. Add them under rules.`;
  return [{ path: ['rules'], code: 'missing-rule', zh, en }];
};

const years = ({ supplied }: ReadPack, ancestors: readonly ReadPack[]): Finding[] => {
  const inherited = ancestors.flatMap((ancestor) => ancestor.supplied ?? []);
  return supplied === null || inherited.length < ancestors.length ? [] : checkYears(supplied, inherited);
};

/** A pack's ancestors and all that is wrong between it and them. */
export const lineage = (one: ReadPack, byId: ReadonlyMap<string, ReadPack>): Lineage => {
  const { ancestors, findings } = ancestorsOf(one, byId);
  if (findings.length > 0) return { ancestors, findings };
  const between = [...implemented(one, ancestors[0]), ...years(one, ancestors), ...unstated([one, ...ancestors])];
  return { ancestors, findings: between };
};
