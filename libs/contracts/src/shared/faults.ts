/**
 * What our schemas say in words of their own. The English is the schema's message; whoever answers in Chinese finds the
 * Chinese by it.
 */
export const FAULTS = {
  unstorable: {
    en: 'contains control characters or broken Unicode',
    zh: '含有控制字符或不完整的 Unicode 字符',
  },
  turnsRound: {
    en: 'contains characters that turn the direction of writing round',
    zh: '含有改变文字方向的字符',
  },
  invisible: { en: 'contains nothing that can be seen', zh: '没有可见的内容' },
  notOneLine: { en: 'must be one line, without tabs', zh: '应为一行，不得含换行或制表符' },
  dayOrInstant: {
    en: 'must be a day, e.g. 2022-08-22, or an instant with its offset, e.g. 2022-08-22T09:00:00+08:00',
    zh: '应为日期（如 2022-08-22），或带时区的时间（如 2022-08-22T09:00:00+08:00）',
  },
  region: { en: 'must be a region code of six digits, e.g. 530902', zh: '应为六位行政区划代码，如 530902' },
  agency: { en: 'must be an agency id, e.g. 530902/finance', zh: '应为单位代码，如 530902/finance' },
  agencySlug: {
    en: 'must be the second part of an agency id, e.g. finance',
    zh: '应为单位代码的后一部分，如 finance',
  },
  action: { en: 'must be an action id, e.g. finance-benefit', zh: '应为专项行动代码，如 finance-benefit' },
  measure: { en: 'must be a measure id, e.g. finance-benefit/01', zh: '应为措施代码，如 finance-benefit/01' },
  programme: { en: 'must be a programme id, e.g. linxiang-2022', zh: '应为方案代码，如 linxiang-2022' },
  calendar: { en: 'must be a calendar id, e.g. cn', zh: '应为日历代码，如 cn' },
  suspensionReason: {
    en: 'must be the code of a reason for a suspension, e.g. season',
    zh: '应为挂账事由代码，如 season',
  },
  creditCode: {
    en: 'is not a valid 统一社会信用代码: the check character (GB 32100-2015) does not agree',
    zh: '不是有效的统一社会信用代码：校验码（GB 32100-2015）不符',
  },
  username: {
    en: 'must be 3 to 64 of a–z, 0–9, dot, underscore and hyphen, a letter or digit first',
    zh: '应为 3 至 64 个小写字母、数字、点、下划线或连字符，以字母或数字开头',
  },
  eventType: {
    en: 'must be one of /api/asyncapi.json: sanban.outbound.<fact>.v1',
    zh: '应为 /api/asyncapi.json 所列之一：sanban.outbound.….v1',
  },
  agencyTwice: { en: 'names an agency twice', zh: '同一单位列了两次' },
  measureTwice: { en: 'names a measure twice', zh: '同一措施列了两次' },
  policyGap: {
    en: 'where no policy supports the request, say which policy is missing',
    zh: '没有政策支撑的，须说明缺少何种政策',
  },
  failedNeedsNote: {
    en: 'a failed verification needs a note: what is missing',
    zh: '核实不通过的，须说明欠缺之处',
  },
  refusalNeedsReason: { en: 'a refusal needs a reason', zh: '不同意的，须说明理由' },
} as const satisfies Record<string, { en: string; zh: string }>;

const ZH: ReadonlyMap<string, string> = new Map(Object.values(FAULTS).map(({ en, zh }) => [en, zh]));

/** A schema's message in Chinese; undefined where it is none of ours. */
export const faultInChinese = (message: string): string | undefined => ZH.get(message);
