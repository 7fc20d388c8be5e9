/** What is wrong and what to do, for the formats and conditions that the schema names. */
export interface Wording {
  code: string;
  zh: string;
  en: string;
}

export const WORDING: Readonly<Record<string, Wording>> = {
  slug: {
    code: 'bad-id',
    zh: '标识只能用小写字母、数字和连字符，例如 finance-benefit。',
    en: 'An id consists of lower-case letters, digits and hyphens, e.g. finance-benefit.',
  },
  region: {
    code: 'bad-region',
    zh: '行政区划代码应为加引号的六位数字，例如 "530902"。',
    en: 'A region is six digits in quotation marks, e.g. "530902".',
  },
  date: {
    code: 'bad-date',
    zh: '日期应为确实存在的一天，写作 2022-08-19。',
    en: 'A date must be a day that exists, written 2022-08-19.',
  },
  decimal: {
    code: 'wrong-unit',
    zh: '数值应为加引号的十进制数，不带单位，例如 "0.8" 表示 0.8%。',
    en: 'Write a decimal number in quotation marks without its unit, e.g. "0.8" for 0.8 %.',
  },
  'measure-id': {
    code: 'bad-id',
    zh: '措施标识应为“专项行动标识/两位序号”，例如 finance-benefit/01。',
    en: 'A measure id is the id of its action, a slash and two digits, e.g. finance-benefit/01.',
  },
  verbatim: {
    code: 'bad-text',
    zh: '原文应逐字照录，并去掉所有空格和换行。',
    en: 'Give the printed text word for word, with all spaces and line breaks removed.',
  },
  reason: {
    code: 'reason-missing',
    zh: '此处有空值（null），请在 reason 中写明文件为什么没有给出。',
    en: 'Something here is null: say in `reason` why the document does not give it.',
  },
  'same-as': {
    code: 'reading-missing',
    zh: '写了 sameAs，请在 reading 中说明为什么是同一项承诺，文字有何出入。',
    en: 'With sameAs, say in `reading` why it is the same promise and where the words differ.',
  },
  note: {
    code: 'reason-missing',
    zh: '此处金额为空（null），请在 note 中写明文件为什么没有给出。',
    en: 'This sum is null: say in `note` why the document does not give it.',
  },
  occasion: {
    code: 'wrong-type',
    zh: '名称应为节日名（例如 国庆节），或 { zh, en } 两种文字。',
    en: 'A name is that of the holiday, in Chinese (国庆节) or in both languages as { zh, en }.',
  },
  default: {
    code: 'default-missing',
    zh: '文件没有规定时限（amount 为 null），请在 default 中写明默认怎么办。',
    en: 'The document leaves the amount open (null): say in `default` what holds meanwhile.',
  },
  reading: {
    code: 'reading-missing',
    zh: '原文没有或不止一个牵头单位，请在 reading 中说明默认牵头单位的理由。',
    en: 'None or several leads are printed: say in `reading` why this one is the default.',
  },
};

const TYPES: Readonly<Record<string, { zh: string; en: string }>> = {
  string: { zh: '文字（数字和日期请加引号）', en: 'text (put numbers and dates in quotation marks)' },
  number: { zh: '数字（不带单位、不加引号）', en: 'a number (without unit or quotation marks)' },
  int: { zh: '整数（不带单位、不加引号）', en: 'a whole number (without unit or quotation marks)' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '一组键值', en: 'a mapping' },
};

export const typeName = (expected: string): { zh: string; en: string } =>
  TYPES[expected] ?? { zh: expected, en: expected };
