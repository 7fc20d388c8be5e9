import type { Fact } from '../schema/facts';
import { decimalOf } from './numerals';

type DateFact = Extract<Fact, { kind: 'date' }>;
type Derivation = NonNullable<DateFact['derivation']>;

const YEAR = '(?:(?<year>\\d{4})年)?';
const MONTH = '(?<!\\d)(?<month>1[0-2]|0?[1-9])月';
const QUARTER = '第?(?<quarter>[一二三四1-4])季度';
/** A year by itself: nothing of it is singled out. */
const WHOLE_YEAR = '(?<year>\\d{4})年(?!\\d|年|上半年|下半年|第?[一二三四1-4]季度';

/** The words from which each derivation reads a date. Without a year they mean the document's. */
const WORDS: Readonly<Record<Derivation, readonly string[]>> = {
  'month-start': [`${YEAR}${MONTH}(?!\\d|底|末|[中下]旬)`],
  'month-end': [`${YEAR}${MONTH}(?!\\d|初|起|前|[上中]旬)`],
  'quarter-start': [`${YEAR}${QUARTER}(?![底末])`],
  'quarter-end': [`${YEAR}${QUARTER}(?![初起前])`],
  'year-start': [`${WHOLE_YEAR}|底|末)`, '(?<year>\\d{4})年年初', '(?<!\\d{4}年?)年初', `${YEAR}上半年`],
  'first-half-end': [`${YEAR}上半年`],
  'second-half-start': [`${YEAR}下半年`],
  'year-end': [`${WHOLE_YEAR}|初|起|前)`, '(?<year>\\d{4})年年?[底末]', '(?<!\\d{4}年?)年[底末]', `${YEAR}下半年`],
  'year-of-document': ['(?<!\\d年)(?<!\\d)(?<month>\\d{1,2})月(?<day>\\d{1,2})日'],
};

const IN_FULL = '(?<year>\\d{4})年(?<month>\\d{1,2})月(?<day>\\d{1,2})日';

const pad = (part: number): string => String(part).padStart(2, '0');
const lastDay = (month: number, year: number): string =>
  `${pad(month)}-${pad(new Date(Date.UTC(year, month, 0)).getUTCDate())}`;

const inYear = (derivation: Derivation | undefined, year: number, found: Readonly<Record<string, string>>): string => {
  const month = Number(found['month'] ?? 1);
  const quarter = Number(decimalOf(found['quarter'] ?? '1'));
  switch (derivation) {
    case undefined:
    case 'year-of-document':
      return `${pad(month)}-${pad(Number(found['day']))}`;
    case 'month-start':
      return `${pad(month)}-01`;
    case 'month-end':
      return lastDay(month, year);
    case 'quarter-start':
      return `${pad(quarter * 3 - 2)}-01`;
    case 'quarter-end':
      return lastDay(quarter * 3, year);
    case 'year-start':
      return '01-01';
    case 'first-half-end':
      return '06-30';
    case 'second-half-start':
      return '07-01';
    case 'year-end':
      return '12-31';
  }
};

export interface PrintedDate {
  on: string;
  /** Neither the words nor the document say of which year: `on` then has the year that the fact gives. */
  yearOpen: boolean;
}

/**
 * The day that the words of a fact state by its derivation; undefined: they do not state one.
 * @param documentYear year in which the document was issued, where it is known
 */
export const printedDate = (fact: DateFact, words: string, documentYear: string | null): PrintedDate | undefined => {
  const patterns = fact.derivation === undefined ? [IN_FULL] : WORDS[fact.derivation];
  for (const pattern of patterns) {
    const found = new RegExp(pattern).exec(words);
    if (found === null) continue;
    const groups = found.groups ?? {};
    const year = groups['year'] ?? documentYear ?? fact.on.slice(0, 4);
    const yearOpen = groups['year'] === undefined && documentYear === null;
    return { on: `${year}-${inYear(fact.derivation, Number(year), groups)}`, yearOpen };
  }
  return undefined;
};
