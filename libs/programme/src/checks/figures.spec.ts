import { faultsOf } from '../testing/faults-of';
import { changed, lineOf, removePacks, SAMPLE } from '../testing/sample-pack';

afterEach(removePacks);

const TEXT = '内部转移定价优惠力度不低于50个基点。';
const FACT = "{ kind: rate, key: rebate, printed: 不低于50个基点, role: target, bound: atLeast, percent: '0.5' }";
const UNDATED = changed(SAMPLE, "issuedOn: '2030-01-05'", 'issuedOn: null\n  reason: { zh: 未印, en: Not printed }');

/** The sample with this fact, quoted whole from its measure. */
const stating = (printed: string, value: string, sample = SAMPLE): string =>
  changed(
    changed(sample, `    text: ${TEXT}`, `    text: '${printed}。'`),
    FACT,
    `{ key: stated, printed: '${printed}', role: target, ${value} }`,
  );
const codes = (text: string): string[] => faultsOf(text).map(({ code }) => code);
const on = (date: string, derivation: string): string => `kind: date, on: '${date}', derivation: ${derivation}`;
const NOTE = 'note: { zh: 理由, en: Why }';

it.each([
  // As the documents of other places print them.
  ['幅度不超过3个百分点', "kind: rate, percent: '3'"],
  ['支农贷款担保实行“零费率”', "kind: rate, percent: '0'"],
  ['减按５０％征收', "kind: rate, percent: '50'"],
  ['每年不少于1000人次', 'kind: count, value: 1000, unit: 人次'],
  ['新增1万个(含)岗位', "kind: count, value: 10000, unit: '个('"],
  ['授信1,000万元以下', 'kind: amount, fen: 1000000000'],
  ['奖励三十万元', 'kind: amount, fen: 30000000'],
  ['延长一年', 'kind: duration, amount: 1, unit: year'],
  ['审批不超过3周', 'kind: duration, amount: 3, unit: week'],
  ['缓缴两个月', 'kind: duration, amount: 2, unit: month'],
  ['批次加密到一周一次', 'kind: frequency, times: 1, per: week'],
  ['每季度最少举办一次促销活动', 'kind: frequency, times: 1, per: quarter'],
  ['检查原则上每年不超过1次', 'kind: frequency, times: 1, per: year'],
  ['2030年起每月3次', 'kind: frequency, times: 3, per: month'],
  ['5月底前发行完毕', on('2030-05-31', 'month-end')],
  ['2031年3月底前', on('2031-03-31', 'month-end')],
  ['到2032年2月', on('2032-02-29', 'month-end')],
  ['2030年12月初', on('2030-12-01', 'month-start')],
  ['上半年下达', on('2030-01-01', 'year-start')],
  ['上半年下达', on('2030-06-30', 'first-half-end')],
  ['2031年下半年', on('2031-07-01', 'second-half-start')],
  ['2031年下半年', on('2031-12-31', 'year-end')],
  ['争取第三季度发行完毕', on('2030-09-30', 'quarter-end')],
  ['2030年第一季度', on('2030-01-01', 'quarter-start')],
  ['2029年度', on('2029-01-01', 'year-start')],
  ['2022年年底', on('2022-12-31', 'year-end')],
  ['年底前全部清偿', on('2030-12-31', 'year-end')],
  ['6月30日前', on('2030-06-30', 'year-of-document')],
])('reads %s as { %s }', (printed, value) => {
  expect(codes(stating(printed, value))).toEqual([]);
});

it.each([
  ['每月至少1次以上', 'kind: frequency, times: 1, per: week', 'wrong-unit'],
  ['至少1次以上', 'kind: frequency, times: 1, per: week', 'wrong-unit'],
  ['2022年7月底', on('2022-12-31', 'year-end'), 'wrong-unit'],
  ['2022年7月底', on('2022-07-01', 'month-start'), 'wrong-unit'],
  ['2022年7月1日起', on('2022-07-31', 'month-end'), 'wrong-unit'],
  ['2022年底', on('2022-01-01', 'year-start'), 'wrong-unit'],
  ['2022年初', on('2022-12-31', 'year-end'), 'wrong-unit'],
  ['2022年上半年', on('2022-12-31', 'year-end'), 'wrong-unit'],
  ['2022年第三季度', on('2022-12-31', 'year-end'), 'wrong-unit'],
  ['2022年第三季度', on('2022-12-31', 'quarter-end'), 'wrong-figure'],
  ['6月30日前', on('2019-06-30', 'year-of-document'), 'wrong-figure'],
  ['2023年6月30日前', on('2030-06-30', 'year-of-document'), 'wrong-unit'],
  ['5月底前', on('2019-05-31', 'month-end'), 'wrong-figure'],
  ['单户担保金额300万元', `kind: amount, fen: null, ${NOTE}`, 'wrong-figure'],
  ['给予补助', 'kind: amount, fen: null', 'reason-missing'],
  ['到2022年12月', 'kind: duration, amount: 12, unit: month', 'wrong-unit'],
  ['2022年6月30日', 'kind: duration, amount: 30, unit: day', 'wrong-unit'],
  ['2022年起', 'kind: duration, amount: 2022, unit: year', 'wrong-unit'],
  ['给予一次性奖励，按年', 'kind: frequency, times: 2, per: year', 'wrong-figure'],
  ['新增1个', "kind: count, value: 1, unit: '个('", 'wrong-unit'],
])('refuses %s as { %s }', (printed, value, code) => {
  expect(codes(stating(printed, value))).toEqual([code]);
});

it('wants the reason of a year that neither the words nor the document give', () => {
  const value = on('2030-05-31', 'month-end');
  expect(codes(stating('5月底前', value, UNDATED))).toEqual(['reason-missing']);
  expect(codes(stating('5月底前', `${value}, ${NOTE}`, UNDATED))).toEqual([]);
  expect(codes(stating('5月底前', `${on('2030-04-30', 'month-end')}, ${NOTE}`, UNDATED))).toEqual(['wrong-figure']);
});

describe('a duty', () => {
  const owing = (text: string, due: string, more = ''): string =>
    changed(
      SAMPLE,
      '\nrules:',
      `
mechanisms:
  - id: organisation
    ordinal: 二、
    clause: 二
    name: { zh: 组织保障, en: Organisation }
    responsibility: { printed: null, leads: [], lead: null, reading: { zh: 无, en: None }, cooperating: [], responsible: [], groups: [] }
provisions:
  - id: organisation/01
    clause: 二
    name: { zh: 报送, en: Reports }
    text: ${text}
    duties:
      - { by: finance, to: null, what: { zh: 报送, en: Report }, due: { ${due} }${more} }
rules:`,
    );

  it.each([
    ['市财政局于每月28日前报送。', 'kind: monthly, day: 28, of: same'],
    ['市财政局于次月1日前报送。', 'kind: monthly, day: 1, of: next'],
    ['市财政局于每月底前报送。', 'kind: monthly, day: 31, of: same'],
    ['市财政局在10个工作日内报送。', 'kind: after-issue, workingDays: 10'],
    ['市财政局按月报送，每年评估2次。', 'kind: at-least, times: 1, per: month'],
    ['市财政局按月报送，每年评估2次。', 'kind: at-least, times: 2, per: year'],
  ])('is due as %s says: { %s }', (text, due) => {
    expect(codes(owing(text, due))).toEqual([]);
  });

  it.each([
    ['市财政局于每月28日前报送。', 'kind: monthly, day: 27, of: same'],
    ['市财政局于每月28日前报送。', 'kind: monthly, day: 28, of: next'],
    ['市财政局在10个工作日内报送。', 'kind: after-issue, workingDays: 99'],
    ['市财政局每月至少报送3次。', 'kind: at-least, times: 2, per: month'],
    ['市财政局每月至少报送3次。', 'kind: at-least, times: 3, per: week'],
  ])('is not due otherwise than %s says: { %s }', (text, due) => {
    const pack = owing(text, due);
    expect(faultsOf(pack).map(({ code, line }) => [code, line])).toEqual([
      ['wrong-figure', lineOf(pack, 'by: finance')],
    ]);
  });

  it('of an agency that the sentence does not name has its reason', () => {
    expect(codes(owing('按月报送。', 'kind: at-least, times: 1, per: month'))).toEqual(['reading-missing']);
    const reason = ', reading: { zh: 职责, en: Its task }';
    expect(codes(owing('按月报送。', 'kind: at-least, times: 1, per: month', reason))).toEqual([]);
  });
});
