import type { Finding } from '../faults/from-issue';
import type { FaultPath } from '../faults/fault';
import type { ValidParts } from '../loading/valid-parts';
import type { Fact } from '../schema/facts';

const NUMBER = '(\\d+(?:\\.\\d+)?)';
const FEN: Readonly<Record<string, bigint>> = { '': 100n, 万: 1_000_000n, 亿: 10_000_000_000n };
const PERIOD = { week: '周', month: '月', quarter: '季', year: '年' } as const;
const DURATION = { year: '年', month: '个?月', day: '[日天]', workingDay: '个工作日' } as const;

const pad = (part: string | number): string => String(part).padStart(2, '0');
const monthEnd = (year: number, month: number): string =>
  `${year}-${pad(month)}-${pad(new Date(Date.UTC(year, month, 0)).getUTCDate())}`;

/** Decimal times whole number, exactly. */
const times = (decimal: string, factor: bigint): bigint => {
  const [whole = '0', rest = ''] = decimal.split('.');
  return (BigInt(whole + rest) * factor) / 10n ** BigInt(rest.length);
};

/** The value that the printed words state, written as the fact should state it; undefined: they do not state one. */
const stated = (fact: Fact): string | undefined => {
  const match = (pattern: string): RegExpExecArray | null => new RegExp(pattern).exec(fact.printed);
  switch (fact.kind) {
    case 'amount': {
      const found = match(`${NUMBER}(亿|万)?元`);
      return found === null ? undefined : times(found[1] ?? '0', FEN[found[2] ?? ''] ?? 100n).toString();
    }
    case 'rate':
      return match(`${NUMBER}%`)?.[1] ?? percent(match('(\\d+)个基点')?.[1]);
    case 'count':
      return match(`${NUMBER}${fact.unit}`)?.[1];
    case 'duration':
      return match(`${NUMBER}${DURATION[fact.unit]}`)?.[1];
    case 'frequency':
      // 周调度, 按月: without a number, once in the period that is named.
      return match(`${NUMBER}次`)?.[1] ?? (fact.printed.includes(PERIOD[fact.per]) ? '1' : undefined);
    case 'length':
      return match(`${NUMBER}米`)?.[1];
    case 'date':
      return date(fact);
  }
};

/** Basis points as per cent: 50 is `0.5`. */
const percent = (basisPoints: string | undefined): string | undefined =>
  basisPoints === undefined ? undefined : String(Number(basisPoints) / 100);

const date = (fact: Extract<Fact, { kind: 'date' }>): string | undefined => {
  const numbers = [...fact.printed.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const [first = 0, second = 0, third = 0] = numbers;
  switch (fact.derivation) {
    case undefined:
      return /\d{4}年\d+月\d+日/.test(fact.printed) ? `${first}-${pad(second)}-${pad(third)}` : undefined;
    case 'month-end':
      return /\d{4}年\d+月/.test(fact.printed) ? monthEnd(first, second) : undefined;
    case 'year-start':
      return /\d{4}年/.test(fact.printed) ? `${first}-01-01` : undefined;
    case 'second-half-start':
      return /\d{4}年下半年/.test(fact.printed) ? `${first}-07-01` : undefined;
    case 'year-end':
      return /\d{4}年/.test(fact.printed) ? `${first}-12-31` : undefined;
    case 'year-of-document':
      return /\d+月\d+日/.test(fact.printed) ? `${fact.on.slice(0, 4)}-${pad(first)}-${pad(second)}` : undefined;
  }
};

const written = (fact: Fact): string | undefined => {
  switch (fact.kind) {
    case 'amount':
      return fact.fen?.toString();
    case 'rate':
      return fact.percent;
    case 'count':
      return String(fact.value);
    case 'duration':
      return String(fact.amount);
    case 'frequency':
      return String(fact.times);
    case 'length':
      return fact.metres;
    case 'date':
      return fact.on;
  }
};

const checkFact = (fact: Fact, text: string, path: FaultPath): Finding[] => {
  if (!text.includes(fact.printed)) {
    return [
      {
        path: [...path, 'printed'],
        code: 'not-printed',
        zh: `措施原文里没有“${fact.printed}”。请照原文摘录。`,
        en: `"${fact.printed}" does not stand in the measure's text. Quote it as printed.`,
      },
    ];
  }
  const value = written(fact);
  // A sum that the document leaves open has nothing to compare with.
  if (value === undefined) return [];
  const says = stated(fact);
  if (says === undefined) {
    return [
      {
        path: [...path, 'kind'],
        code: 'wrong-unit',
        zh: `“${fact.printed}”读不出 ${fact.kind} 的数值和单位。请核对 kind、单位或推算方式（derivation）。`,
        en: `"${fact.printed}" states no value of kind ${fact.kind}. Check the kind, the unit or the derivation.`,
      },
    ];
  }
  if (says === value) return [];
  return [
    {
      path,
      code: 'wrong-figure',
      zh: `原文“${fact.printed}”应为 ${says}，此处写作 ${value}。`,
      en: `"${fact.printed}" states ${says}, but ${value} is written here.`,
    },
  ];
};

/** Every figure must stand in its measure's text and have the value that is printed there. */
export const checkFigures = (parts: ValidParts): Finding[] =>
  (['measures', 'provisions'] as const).flatMap((part) =>
    parts[part].flatMap(({ index, value }) =>
      (value.facts ?? []).flatMap((fact, nth) => checkFact(fact, value.text, [part, index, 'facts', nth])),
    ),
  );
