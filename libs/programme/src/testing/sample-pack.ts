import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A whole pack in one file that uses what Linxiang and Yunnan have no need of: brackets for each measure, responsible
 * agencies without a lead, a plan's owner that is not the lead, days that the programme itself supplies.
 */
export const SAMPLE = `id: sample-2030
name: { zh: 示范市纾困措施, en: Relief measures of Sample City }
parent: null
jurisdiction:
  region: '990100'
  name: { zh: 示范市, en: Sample City }
  level: prefecture
calendar:
  id: cn
  years: [2030]
  days:
    - { date: '2030-01-01', working: false, name: 元旦 }
document:
  title: 示范市纾困措施
  titleEn: Relief measures of Sample City
  number: 示政办发〔2030〕1号
  issuer: 示范市人民政府办公室
  issuedOn: '2030-01-05'
  printedOn: '2030-01-05'
  basedOn: []
  clauses:
    - id: 一
      ordinal: 一、
      heading: 加大资金支持
      clauses:
        - { id: 一1, ordinal: '1.', heading: 用好担保贷款。 }
        - { id: 一2, ordinal: '2.', heading: 让利企业。 }
    - { id: 二, ordinal: 二、, heading: 组织保障 }
office:
  slug: office
  name: { zh: 市纾困办, en: Relief Office }
  host: industry
  clause: 二
  reading: { zh: 二、所列牵头单位。, en: The lead of part 二. }
agencies:
  - { slug: finance, name: { zh: 市财政局, en: Finance Bureau }, service: finance }
  - { slug: industry, name: { zh: 市工业和信息化局, en: Industry Bureau }, printed: [市工信局], service: industry }
  - { slug: pboc, name: { zh: 人行示范市中心支行, en: Central Bank Branch }, service: pboc }
groups:
  - { id: counties, name: { zh: 各县人民政府, en: Counties }, printed: [各县人民政府], members: null, reason: { zh: 未列, en: Not listed } }
actions:
  - id: funds
    ordinal: 一、
    clause: 一
    name: { zh: 加大资金支持, en: More funds }
    responsibility:
      printed: null
      leads: []
      lead: null
      reading: { zh: 逐条列出。, en: Each measure has its own. }
      cooperating: []
      responsible: []
      groups: [counties]
    planOwners:
      - { agency: finance, clause: 一 }
measures:
  - id: funds/01
    clause: 一1
    name: { zh: 担保贷款, en: Guaranteed loans }
    text: 加大贴息力度，单户不超过300万元，期限2年，2030年7月底前落实。
    facts:
      - { kind: amount, key: cap, printed: 不超过300万元, role: limit, bound: atMost, fen: 300000000 }
      - { kind: duration, key: term, printed: 期限2年, role: limit, amount: 2, unit: year }
      - { kind: date, key: deadline, printed: 2030年7月底, role: deadline, on: '2030-07-31', derivation: month-end }
    responsibility:
      printed: 责任单位：市财政局、市工信局
      leads: []
      lead: finance
      reading: { zh: 取排在最前的单位。, en: The first printed. }
      cooperating: []
      responsible: [finance, industry]
      groups: []
  - id: funds/02
    clause: 一2
    name: { zh: 让利, en: Lower prices }
    text: 内部转移定价优惠力度不低于50个基点。
    facts:
      - { kind: rate, key: rebate, printed: 不低于50个基点, role: target, bound: atLeast, percent: '0.5' }
    responsibility:
      printed: 人行示范市中心支行牵头，市财政局配合
      leads: [pboc]
      lead: pboc
      cooperating: [finance]
      responsible: []
      groups: []
rules:
  assign: { calendar: cn, unit: workingDay, amount: 1, start: submitted, clause: 二 }
  general:
    resolve: { calendar: cn, unit: workingDay, amount: 7, start: assigned, clause: 二 }
  complex:
    plan: { calendar: cn, unit: workingDay, amount: 3, start: assigned, clause: practice }
  opinion: { calendar: cn, unit: workingDay, amount: 3, start: assigned, clause: practice }
  return: { calendar: cn, unit: workingDay, amount: 1, start: assigned, clause: practice }
  ladder:
    - { step: reminder, workingDays: 0, clause: practice }
  extension: { workingDaysBefore: 1, approvals: [1], clause: practice }
  suspension: { reasons: [season], clause: practice }
`;

const folders: string[] = [];

/** A folder for packs that `removePacks` deletes. */
export const packsFolder = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sanban-packs-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
};

export const removePacks = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
};

/** The text with one place changed; the place must stand there exactly once. */
export const changed = (text: string, from: string, to: string): string => {
  if (text.split(from).length !== 2) throw new Error(`"${from}" does not stand exactly once in the sample`);
  return text.replace(from, () => to);
};

/** 1-based line on which the words first stand. */
export const lineOf = (text: string, words: string): number => text.split(words)[0]?.split('\n').length ?? 0;
