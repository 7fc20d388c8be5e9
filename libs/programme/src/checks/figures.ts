import type { Finding } from '../faults/from-issue';
import type { FaultPath } from '../faults/fault';
import type { ValidParts } from '../loading/valid-parts';
import type { Fact } from '../schema/facts';
import { plain } from './numerals';
import { printedDate } from './printed-date';
import { printedFigure } from './printed-figure';

/** The value of a fact in the form in which `stated` gives that of its words. */
const written = (fact: Fact): string => {
  switch (fact.kind) {
    case 'amount':
      return String(fact.fen);
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

const notPrinted = (fact: Fact, path: FaultPath): Finding => ({
  path: [...path, 'printed'],
  code: 'not-printed',
  zh: `措施原文里没有“${fact.printed}”。请照原文摘录。`,
  en: `"${fact.printed}" does not stand in the measure's text. Quote it as printed.`,
});

const unreadable = (fact: Fact, path: FaultPath): Finding => ({
  path: [...path, 'kind'],
  code: 'wrong-unit',
  zh: `“${fact.printed}”读不出 ${fact.kind} 的数值和单位。请核对 kind、单位或推算方式（derivation），周期和年月应一并摘录。`,
  en: `"${fact.printed}" states no value of kind ${fact.kind}. Check the kind, the unit or the derivation; quote the period, the month and the year, too.`,
});

const yearUnexplained = (fact: Fact, path: FaultPath): Finding => ({
  path: [...path, 'printed'],
  code: 'reason-missing',
  zh: `“${fact.printed}”没有写年份，文件也没有成文日期（issuedOn）。请在 note 中写明为什么读作这一年。`,
  en: `"${fact.printed}" prints no year, and the document has no date (issuedOn). Say in \`note\` why it is read as of this year.`,
});

/** @param issued year of the document; null: it has none; undefined: that is not known, as the document is faulty */
const checkFact = (fact: Fact, text: string, issued: string | null | undefined, path: FaultPath): Finding[] => {
  if (!text.includes(fact.printed)) return [notPrinted(fact, path)];
  const words = plain(fact.printed);
  const date = fact.kind === 'date' ? printedDate(fact, words, issued ?? null) : undefined;
  const says = fact.kind === 'date' ? date?.on : printedFigure(fact, words);
  if (says === undefined) {
    // Where the document leaves a sum open, there is none to be read.
    return fact.kind === 'amount' && fact.fen === null ? [] : [unreadable(fact, path)];
  }
  if (issued === null && date?.yearOpen === true && fact.note === undefined) return [yearUnexplained(fact, path)];
  const value = written(fact);
  if (says === value) return [];
  const zh = `原文“${fact.printed}”应为 ${says}，此处写作 ${value}。`;
  const en = `"${fact.printed}" states ${says}, but ${value} is written here.`;
  return [{ path, code: 'wrong-figure', zh, en }];
};

/** Every figure must stand in its measure's text and have the value that is printed there. */
export const checkFigures = (parts: ValidParts): Finding[] => {
  const issued = parts.document === undefined ? undefined : (parts.document.issuedOn?.slice(0, 4) ?? null);
  return (['measures', 'provisions'] as const).flatMap((part) =>
    parts[part].flatMap(({ index, value }) =>
      (value.facts ?? []).flatMap((fact, nth) => checkFact(fact, value.text, issued, [part, index, 'facts', nth])),
    ),
  );
};
