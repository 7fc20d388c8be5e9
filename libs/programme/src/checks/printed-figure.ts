import type { Fact } from '../schema/facts';
import { decimalOf, NUMBER } from './numerals';
import { statesPeriod } from './printed-period';

const FEN: Readonly<Record<string, bigint>> = { '': 100n, 万: 1_000_000n, 亿: 10_000_000_000n };
const SCALE: Readonly<Record<string, bigint>> = { '': 1n, 万: 10_000n, 亿: 100_000_000n };
/** What stands after the number. 12月 is December and 2022年 a calendar year: neither lasts twelve months or 2022 years. */
const DURATION = {
  year: '年(?![度底末初]|\\d)',
  month: '个月',
  week: '个?(?:周|星期)',
  day: '[日天]',
  workingDay: '个工作日',
} as const;

/** Decimal times whole number; undefined: the product is not whole. */
const times = (decimal: string, factor: bigint): string | undefined => {
  const [whole = '0', rest = ''] = decimal.split('.');
  const product = BigInt(whole + rest) * factor;
  const divisor = 10n ** BigInt(rest.length);
  return product % divisor === 0n ? (product / divisor).toString() : undefined;
};

/** Basis points as per cent: 50 is `0.5`. */
const ofBasisPoints = (points: string): string => String(Number(points) / 100);

/** The unit stands in a pattern as it is printed: 个(含). */
const literally = (unit: string): string => unit.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The figure that these words state, written as the fact should state it; undefined: they do not state one. */
export const printedFigure = (fact: Exclude<Fact, { kind: 'date' }>, words: string): string | undefined => {
  const found = (pattern: string): RegExpExecArray | null => new RegExp(pattern).exec(words);
  const number = (after: string, before = ''): string | undefined => {
    const digits = found(`${before}${NUMBER}${after}`)?.[1];
    return digits === undefined ? undefined : decimalOf(digits);
  };
  const scaled = (after: string, scales: Readonly<Record<string, bigint>>): string | undefined => {
    const [, digits, scale = ''] = found(`${NUMBER}(万|亿)?${after}`) ?? [];
    return digits === undefined ? undefined : times(decimalOf(digits), scales[scale] ?? 1n);
  };
  switch (fact.kind) {
    case 'amount':
      return scaled('元', FEN);
    case 'rate': {
      const points = number('个?基点');
      const stated = number('%') ?? number('个?百分点') ?? (points === undefined ? undefined : ofBasisPoints(points));
      return stated ?? (/零(?:费率|利率|税率)/.test(words) ? '0' : undefined);
    }
    case 'count':
      return scaled(literally(fact.unit), SCALE);
    case 'duration':
      // Nor do 30 days stand in 6月30日.
      return number(DURATION[fact.unit], '(?<!\\d月)(?!\\d{4}年)');
    case 'frequency':
      if (!statesPeriod(words, fact.per)) return undefined;
      // 周调度, 按月: without a number, once in the period that is named. 一次性 is no number of times.
      return number('次(?!性)') ?? '1';
    case 'length':
      return number('米');
  }
};
