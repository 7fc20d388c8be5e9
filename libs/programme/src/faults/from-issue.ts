import type { z } from 'zod';
import { keysAt, literalsAt } from '../schema/walk';
import type { FaultPath } from './fault';
import { hint } from './suggest';
import { typeName, WORDING, type Wording } from './wording';

/** A fault before its place in the file is known. `key`: it is the key itself that is wrong, not its value. */
export interface Finding extends Wording {
  path: FaultPath;
  key?: string;
}

const valueAt = (root: unknown, path: FaultPath): unknown =>
  path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === String(part))?.[1]
        : undefined,
    root,
  );

const shown = (value: unknown): string => JSON.stringify(value);

const oneOf = (path: FaultPath, value: unknown, allowed: string[]): Finding => {
  const near = hint(String(value), allowed);
  const isUnit = path.at(-1) === 'unit';
  return {
    path,
    code: isUnit ? 'wrong-unit' : path.at(-1) === 'service' ? 'wrong-service' : 'wrong-value',
    zh: `${shown(value)} 不在可用的值之内：${allowed.join('、')}。${near.zh}`,
    en: `${shown(value)} is not one of: ${allowed.join(', ')}.${near.en}`,
  };
};

const worded = ({ message }: z.core.$ZodIssue, path: FaultPath, value: unknown): Finding | undefined => {
  const wording = WORDING[message];
  return wording && { path, ...wording, zh: `${shown(value)}：${wording.zh}`, en: `${shown(value)}: ${wording.en}` };
};

/** Turns one issue of the schema into findings that tell an author of packs what to do. */
export const fromIssue = (issue: z.core.$ZodIssue, schema: z.core.$ZodType, root: unknown): Finding[] => {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const value = valueAt(root, path);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => {
      const near = hint(key, known);
      return {
        path: [...path, key],
        key,
        code: 'unknown-key',
        zh: `没有“${key}”这个键。${near.zh}可用的键：${known.join('、')}。`,
        en: `There is no key "${key}".${near.en} Keys here: ${known.join(', ')}.`,
      };
    });
  }
  if (value === undefined) {
    const name = String(path.at(-1) ?? '');
    const wording = WORDING[issue.message];
    if (issue.code === 'custom' && wording !== undefined) return [{ path, ...wording }];
    return [{ path, code: 'missing', zh: `缺少“${name}”，请补上。`, en: `"${name}" is missing: add it.` }];
  }
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = typeName(issue.expected);
      return [
        {
          path,
          code: 'wrong-type',
          zh: `此处应为${wanted.zh}，现为 ${shown(value)}。`,
          en: `This must be ${wanted.en}, not ${shown(value)}.`,
        },
      ];
    }
    case 'invalid_value':
      return [oneOf(path, value, issue.values.map(String))];
    case 'invalid_union':
      return [worded(issue, path, value) ?? oneOf(path, value, literalsAt(schema, path))];
    default: {
      const wording = worded(issue, path, value);
      if (wording !== undefined) return [wording];
      const least =
        issue.code === 'too_small' ? { zh: `至少为 ${issue.minimum}`, en: `at least ${issue.minimum}` } : undefined;
      const most =
        issue.code === 'too_big' ? { zh: `最多为 ${issue.maximum}`, en: `at most ${issue.maximum}` } : undefined;
      const limit = least ?? most ?? { zh: issue.message, en: issue.message };
      return [
        {
          path,
          code: 'wrong-value',
          zh: `${shown(value)} 不合要求：数值或长度应${limit.zh}。`,
          en: `${shown(value)} does not fit: its value or length must be ${limit.en}.`,
        },
      ];
    }
  }
};
