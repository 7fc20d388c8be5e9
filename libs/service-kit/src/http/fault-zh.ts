import { faultInChinese } from '@sanban/contracts';
import type { z } from 'zod';

const KINDS: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否（true、false）',
  array: '列表',
  object: '对象',
};
const FORMATS: Readonly<Record<string, string>> = {
  uuid: '应为 UUID',
  datetime: '应为带时区的时间，如 2022-08-22T09:00:00+08:00',
  date: '应为日期，如 2022-08-22',
  url: '应为网址',
};
const UNITS: Readonly<Record<string, string>> = { string: '个字符', array: '项' };

/**
 * What is wrong with a field, in Chinese alone.
 * @param issue with its input (`reportInput`): without one the field was left out
 */
export function faultZh(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined && issue.code.startsWith('invalid_')) return '缺少此项';
  switch (issue.code) {
    case 'invalid_type':
      return `应为${KINDS[issue.expected] ?? issue.expected}`;
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return '不能为空';
      return bound(issue.origin, '至少', '不小于', issue.minimum);
    case 'too_big':
      return bound(issue.origin, '至多', '不大于', issue.maximum);
    case 'invalid_value':
      return `应为下列之一：${issue.values.map(String).join('、')}`;
    case 'unrecognized_keys':
      return `没有这些字段：${issue.keys.join('、')}`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? faultInChinese(issue.message) ?? '格式不正确';
    default:
      return faultInChinese(issue.message) ?? '内容不符合要求';
  }
}

function bound(origin: string, most: string, than: string, limit: number | bigint): string {
  const unit = UNITS[origin];
  return unit === undefined ? `应${than} ${limit}` : `${most} ${limit} ${unit}`;
}
