import { nameAt, type Name } from './bracket-names';

/** `leads` 牵头, `cooperating` 配合, `responsible`: who is only said to be responsible, 责任单位 or 按照职责分工负责. */
export type Part = 'leads' | 'cooperating' | 'responsible';

export interface Print extends Name {
  part: Part;
}

export interface Bracket {
  /** Every name in printed order. Beside a lead, whoever is responsible cooperates. */
  prints: readonly Print[];
  /** Words that leave a list open: 等部门. */
  others: readonly string[];
  /** Words that are neither a name nor known to say what those named do. */
  unread: readonly string[];
}

/** What a bracket says beside who: by when, and for which measures. */
const REMARK = /[，；]完成时限：[^，；]+|[，；]\d{4}年(?:\d{1,2}月)?底?前|[，；]以下措施.*$/g;
const SEPARATOR = /[、，；。,;:：]/y;
/** 牵头单位：区国资委 is read forwards … */
const LABELS: readonly [RegExp, Part][] = [
  [/(?:牵头|主办)(?:责任)?(?:单位|部门)?[：:]/y, 'leads'],
  [/(?:配合|协办|协作|参与|参加)(?:单位|部门)?[：:]/y, 'cooperating'],
  [/(?:责任|落实|实施|承办)?(?:单位|部门)[：:]/y, 'responsible'],
];
/** … 区国资委牵头 backwards. */
const VERBS: readonly [RegExp, Part][] = [
  [/牵头|主办/y, 'leads'],
  [/配合|协办|协助|参与/y, 'cooperating'],
  [/负责|抓?落实|(?:组织)?实施/y, 'responsible'],
];
const CONNECTIVE = /按照?(?:各自)?职责(?:分工)?|分别|共同|具体|以及|会同|不再列出|及|和|与/y;

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const partAt = (
  patterns: readonly [RegExp, Part][],
  text: string,
  at: number,
): { part: Part; length: number } | undefined => {
  for (const [pattern, part] of patterns) {
    const found = matchAt(pattern, text, at);
    if (found !== undefined) return { part, length: found.length };
  }
  return undefined;
};

/** Reads a bracket of responsibilities as it is printed, from left to right. */
export const readBracket = (printed: string, names: readonly Name[]): Bracket => {
  const text = printed.replace(REMARK, '');
  const prints: Print[] = [];
  const others: string[] = [];
  const unread: string[] = [];
  /** Named since the last word that says what they do. */
  let waiting: Name[] = [];
  let label: Part | undefined;
  let strange = '';
  let open: number | undefined;
  const settle = (part: Part): void => {
    prints.push(...waiting.map((name) => ({ ...name, part })));
    waiting = [];
  };
  const endWord = (at: number): void => {
    if (open !== undefined) others.push(text.slice(open, at));
    if (strange !== '') unread.push(strange);
    open = undefined;
    strange = '';
  };
  for (let at = 0; at < text.length;) {
    const name = nameAt(text, at, names);
    if (name !== undefined) {
      if (open === undefined) endWord(at);
      waiting.push(name);
      at += name.name.length;
      continue;
    }
    const labelled = partAt(LABELS, text, at);
    const verb = partAt(VERBS, text, at);
    const separator = matchAt(SEPARATOR, text, at);
    const between = separator ?? connectiveAt(text, at, open !== undefined || strange !== '', names);
    if (labelled !== undefined) {
      endWord(at);
      settle(label ?? 'responsible');
      label = labelled.part;
      at += labelled.length;
    } else if (verb !== undefined) {
      endWord(at);
      settle(verb.part === 'responsible' ? (label ?? verb.part) : verb.part);
      at += verb.length;
    } else if (between !== undefined) {
      endWord(at);
      if (label !== undefined && /[，；]/.test(between)) {
        // 牵头单位：甲，乙、丙配合: what 牵头单位 says ends with the comma.
        settle(label);
        label = undefined;
      }
      at += between.length;
    } else {
      if (text[at] === '等' && open === undefined) {
        endWord(at);
        open = at;
      }
      if (open === undefined) strange += text[at] ?? '';
      at += 1;
    }
  }
  endWord(text.length);
  settle(label ?? 'responsible');
  const led = prints.some(({ part }) => part === 'leads');
  const besideLeads = (one: Print): Print => (one.part === 'responsible' ? { ...one, part: 'cooperating' } : one);
  return { prints: led ? prints.map(besideLeads) : prints, others, unread };
};

/** In 等部门和单位 and in 区文化和旅游局 the 和 belongs to the words, in 等部门和区财政局 it goes on to the next name. */
const connectiveAt = (text: string, at: number, inWords: boolean, names: readonly Name[]): string | undefined => {
  const found = matchAt(CONNECTIVE, text, at);
  const joins = found === '和' || found === '与';
  return inWords && joins && nameAt(text, at + 1, names) === undefined ? undefined : found;
};
