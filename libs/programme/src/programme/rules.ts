import type { DeadlineRule } from '@sanban/working-calendar';
import type { Bilingual } from '../schema/common';
import { PRACTICE } from '../schema/common';
import { RULE_NAMES, type PackDeadlineRule, type PackRules } from '../schema/rules';

type Cited = DeadlineRule & { clause: string };
type Subject = 'assign' | 'plan' | 'resolve' | 'opinion';
export type RuleName = (typeof RULE_NAMES)[number];

/**
 * The rules by which requests are handled, complete. Clauses of the programme itself stand as they are (`二（二）`), those
 * of a parent with its id before them (`yunnan-2022/三（二）`), custom as `practice`.
 */
export interface ProgrammeRules {
  programme: string;
  assign: Cited;
  general: { resolve: Cited };
  complex: { plan: Cited };
  opinion: Cited;
  return: Cited;
  ladder: readonly {
    step: 'reminder' | 'supervisionOrder';
    subjects?: readonly Subject[];
    workingDays: number;
    clause: string;
  }[];
  extension: { workingDaysBefore: number; approvals: readonly number[]; clause: string };
  suspension: { reasons: readonly string[]; clause: string };
}

/** Where a rule comes from. */
export interface RuleProvenance {
  rule: RuleName;
  /** The programme whose pack states it. */
  programme: string;
  /** Why the document leaves the amount open; null where it states one, or where custom alone speaks. */
  open: Bilingual | null;
  /** The nearest ancestor whose rule it replaces. */
  overrides: string | null;
}

/** A pack's rules with the programme they stand in. The programme itself first, then its parent and so on. */
export type RuleChain = readonly { programme: string; rules: PackRules }[];

const stating = (chain: RuleChain, rule: RuleName): RuleChain => chain.filter(({ rules }) => rules[rule] !== undefined);

/** Rules that neither the programme nor any ancestor states. */
export const missingRules = (chain: RuleChain): RuleName[] =>
  RULE_NAMES.filter((rule) => stating(chain, rule).length === 0);

const deadlineOf = (rules: PackRules, rule: RuleName): PackDeadlineRule | undefined => {
  switch (rule) {
    case 'assign':
    case 'opinion':
    case 'return':
      return rules[rule];
    case 'general':
      return rules.general?.resolve;
    case 'complex':
      return rules.complex?.plan;
    default:
      return undefined;
  }
};

export const provenanceOf = (chain: RuleChain): RuleProvenance[] =>
  RULE_NAMES.flatMap((rule) => {
    const [own, replaced] = stating(chain, rule);
    if (own === undefined) return [];
    return [
      {
        rule,
        programme: own.programme,
        open: deadlineOf(own.rules, rule)?.reason ?? null,
        overrides: replaced?.programme ?? null,
      },
    ];
  });

/** Puts the rules together, nearest statement first. Undefined if `missingRules` names any. */
export const rulesOf = (chain: RuleChain): ProgrammeRules | undefined => {
  const programme = chain[0]?.programme;
  const assign = nearest(chain, (rules) => rules.assign);
  const general = nearest(chain, (rules) => rules.general?.resolve);
  const complex = nearest(chain, (rules) => rules.complex?.plan);
  const opinion = nearest(chain, (rules) => rules.opinion);
  const returned = nearest(chain, (rules) => rules.return);
  const ladder = nearest(chain, (rules) => rules.ladder);
  const extension = nearest(chain, (rules) => rules.extension);
  const suspension = nearest(chain, (rules) => rules.suspension);
  if (!programme || !assign || !general || !complex || !opinion || !returned || !ladder || !extension || !suspension) {
    return undefined;
  }
  return {
    programme,
    assign: closed(assign.value, assign.cite),
    general: { resolve: closed(general.value, general.cite) },
    complex: { plan: closed(complex.value, complex.cite) },
    opinion: closed(opinion.value, opinion.cite),
    return: closed(returned.value, returned.cite),
    ladder: ladder.value.map(({ step, subjects, workingDays, clause }) => ({
      step,
      ...(subjects === undefined ? {} : { subjects }),
      workingDays,
      clause: ladder.cite(clause),
    })),
    extension: { ...extension.value, clause: extension.cite(extension.value.clause) },
    suspension: { ...suspension.value, clause: suspension.cite(suspension.value.clause) },
  };
};

type Cite = (clause: string) => string;

const nearest = <T>(
  chain: RuleChain,
  pick: (rules: PackRules) => T | undefined,
): { value: T; cite: Cite } | undefined => {
  for (const [generation, { programme, rules }] of chain.entries()) {
    const value = pick(rules);
    if (value === undefined) continue;
    return { value, cite: (clause) => (generation === 0 || clause === PRACTICE ? clause : `${programme}/${clause}`) };
  }
  return undefined;
};

/** An open rule holds by its default. */
const closed = (rule: PackDeadlineRule, cite: Cite): Cited => ({
  calendar: rule.calendar,
  unit: rule.unit,
  amount: rule.amount ?? rule.default?.amount ?? 0,
  start: rule.start,
  clause: cite(rule.amount === null ? (rule.default?.clause ?? PRACTICE) : rule.clause),
});
