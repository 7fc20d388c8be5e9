import type { FaultPath } from '../faults/fault';
import type { Finding } from '../faults/from-issue';
import type { ValidParts } from '../loading/valid-parts';
import type { Responsibility } from '../schema/actions';
import { bracketDuplicates } from './bracket-duplicates';
import { AGENCY_LISTS, LISTS, listsOf, type BracketLists, type List } from './bracket-lists';
import { bracketNames, type Name } from './bracket-names';
import { repeated } from './finder';
import { holders, type Holder } from './holders';
import { readBracket } from './read-bracket';

const DOES: Readonly<Record<List, { zh: string; en: string }>> = {
  leads: { zh: '牵头', en: 'as leading (牵头)' },
  cooperating: { zh: '配合', en: 'beside a lead, or as cooperating (配合)' },
  responsible: { zh: '负责（没有牵头单位时）', en: 'as responsible without a lead' },
  groups: { zh: '单位组', en: 'as a group' },
};

/** The agencies and groups of one list against those that the bracket prints there. */
const comparedList = (
  list: List,
  of: Responsibility,
  { lists }: BracketLists,
  names: readonly Name[],
  path: FaultPath,
) => {
  const kind = list === 'groups' ? 'groups' : 'agencies';
  const known = new Set(names.filter((name) => name.list === kind).map(({ slug }) => slug));
  const printed = lists[list];
  const listed = of[list];
  const extra = listed.flatMap((slug, index): Finding[] => {
    if (!known.has(slug) || printed.some((one) => one.slug === slug)) return [];
    const place = LISTS.find((other) => lists[other].some((one) => one.list === kind && one.slug === slug));
    const elsewhere = {
      zh: place === undefined ? '' : `请列入 ${place}。`,
      en: place === undefined ? '' : ` List it under ${place}.`,
    };
    const zh = `原文责任括号“${of.printed ?? ''}”没有把“${slug}”写作${DOES[list].zh}，不应列入 ${list}。${elsewhere.zh}`;
    const en = `The bracket "${of.printed ?? ''}" does not print "${slug}" ${DOES[list].en}: it does not belong to ${list}.${elsewhere.en}`;
    return [{ path: [...path, list, index], code: 'not-printed', zh, en }];
  });
  const missing = printed.flatMap(({ slug, name }): Finding[] => {
    // In another list it is wrong there: that is said already.
    const somewhere = kind === 'groups' ? of.groups : AGENCY_LISTS.flatMap((one) => of[one]);
    if (somewhere.includes(slug)) return [];
    const zh = `原文责任括号中印有“${name}”（${slug}），但没有列入 ${list}。`;
    const en = `The bracket prints "${name}" (${slug}), but ${list} does not list it.`;
    return [{ path: [...path, 'printed'], code: 'not-listed', zh, en }];
  });
  const order = printed.map(({ slug }) => slug);
  const sameMembers = listed.length === order.length && order.every((slug) => listed.includes(slug));
  const shuffled = sameMembers && order.some((slug, at) => listed[at] !== slug);
  const zh = `${list} 的顺序与原文不同，应为：${order.join('、')}。`;
  const en = `${list} is in another order than printed, which is: ${order.join(', ')}.`;
  return [...extra, ...missing, ...(shuffled ? [{ path: [...path, list], code: 'wrong-order', zh, en }] : [])];
};

/** 等部门 leaves the list open. */
const comparedOthers = ({ others }: Responsibility, printed: readonly string[], path: FaultPath): Finding[] => {
  const words = printed.length === 0 ? undefined : [...new Set(printed)].join('、');
  if (others === words) return [];
  if (words === undefined) {
    const zh = `原文责任括号没有“${others ?? ''}”，请删去 others。`;
    const en = `The bracket does not print "${others ?? ''}": remove others.`;
    return [{ path: [...path, 'others'], code: 'not-printed', zh, en }];
  }
  const zh = `原文责任括号印有“${words}”，请写入 others。`;
  const en = `The bracket prints "${words}", which leaves the list open: put it under others.`;
  return [{ path: [...path, others === undefined ? 'printed' : 'others'], code: 'not-listed', zh, en }];
};

const compared = ({ of, path }: Holder, names: readonly Name[], complete: boolean): Finding[] => {
  if (of.printed === null) return [];
  const bracket = readBracket(of.printed, names);
  const lists = listsOf(bracket);
  const listed = LISTS.flatMap((list) =>
    of[list].map((slug) => ({ kind: list === 'groups' ? 'groups' : 'agencies', slug })),
  );
  // A misspelt agency is one that is printed: to report that one as left out would be the same fault again.
  const misspelt = listed.some(({ kind, slug }) => !names.some((name) => name.list === kind && name.slug === slug));
  const unread = bracket.unread.map((words): Finding => {
    const zh = `原文责任括号中的“${words}”不是已声明的单位或单位组。请在 agencies 或 groups 中声明，或补作 printed。`;
    const en = `"${words}" in the bracket is no agency or group that is declared. Declare it under agencies or groups, or add it to \`printed\` there.`;
    return { path: [...path, 'printed'], code: 'unknown-agency', zh, en };
  });
  const inLists = LISTS.flatMap((list) => comparedList(list, of, lists, names, path));
  return [
    // What a faulty agency or group is called is not known.
    ...(complete ? unread : []),
    ...inLists.filter(({ code }) => code !== 'not-listed' || (!misspelt && complete)),
    ...comparedOthers(of, bracket.others, path),
    ...(complete ? bracketDuplicates(of.duplicates ?? [], lists.again, path) : []),
  ];
};

/** Each list of a responsibility names what its bracket prints, in that order, and nobody twice. */
export const checkBrackets = (parts: ValidParts): Finding[] => {
  const names = bracketNames(parts);
  const complete = (['agencies', 'groups'] as const).every((kind) =>
    [...parts.declared[kind]].every((slug) => names.some((name) => name.list === kind && name.slug === slug)),
  );
  return holders(parts).flatMap((holder) => {
    const { of, path } = holder;
    const agencies = AGENCY_LISTS.flatMap((list) =>
      of[list].map((id, index) => ({ id, path: [...path, list, index] })),
    );
    return [...repeated(agencies, AGENCY_LISTS.join(', ')), ...compared(holder, names, complete)];
  });
};
