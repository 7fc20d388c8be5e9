import {
  assignBody,
  deadlineQuery,
  FAULTS,
  faultInChinese,
  requestSuspensionBody,
  ruleSuspensionBody,
  submitBody,
  verifyBody,
} from '@sanban/contracts';
import { z } from 'zod';
import { ProblemError } from './problem-error';
import { zodBody, zodPath, zodQuery } from './zod-pipe';

const TAX = '530902/tax';
const schema = z.strictObject({
  title: z.string().min(1).max(5),
  tags: z.array(z.string()).max(1),
  amount: z.int().min(1),
  kind: z.enum(['general', 'complex']),
  on: z.iso.date(),
  code: z.string().regex(/^\d$/, 'must be one digit'),
  name: z.string().refine((name) => name !== 'x', 'must not be x'),
});
const good = { title: 'a', tags: [], amount: 1, kind: 'general', on: '2022-08-22', code: '1', name: 'n' };

function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
  }
  throw new Error('was not refused');
}
const body = (value: unknown) => refusal(() => zodBody(schema).transform(value, { type: 'body' }));

it.each<[Record<string, unknown>, string]>([
  [{ title: undefined }, 'title：缺少此项'],
  [{ kind: undefined }, 'kind：缺少此项'],
  [{ title: 3 }, 'title：应为文字'],
  [{ title: '' }, 'title：不能为空'],
  [{ title: '123456' }, 'title：至多 5 个字符'],
  [{ tags: ['a', 'b'] }, 'tags：至多 1 项'],
  [{ amount: 0 }, 'amount：应不小于 1'],
  [{ amount: 1.5 }, 'amount：应为整数'],
  [{ kind: 'other' }, 'kind：应为下列之一：general、complex'],
  [{ on: '2022-02-30' }, 'on：应为日期，如 2022-08-22'],
  [{ code: 'a' }, 'code：格式不正确'],
  [{ name: 'x' }, 'name：内容不符合要求'],
  [{ more: 1 }, '没有这些字段：more'],
])('says in Chinese what is wrong: %j', (fault, detailZh) => {
  expect(body({ ...good, ...fault })).toMatchObject({ code: 'invalid-body', detailZh });
});

it.each<[z.ZodType, unknown, string]>([
  [submitBody, { title: 'a\u0000', text: 'b' }, 'title：含有控制字符或不完整的 Unicode 字符'],
  [submitBody, { title: 'a\nb', text: 'b' }, 'title：应为一行，不得含换行或制表符'],
  [assignBody, { lead: 'x', cooperating: [] }, 'lead：应为单位代码，如 530902/finance'],
  [assignBody, { lead: TAX, cooperating: [TAX, TAX] }, 'cooperating：同一单位列了两次'],
  [ruleSuspensionBody, { ruling: 'refused' }, 'reason：不同意的，须说明理由'],
  [verifyBody, { verdict: 'failed' }, 'note：核实不通过的，须说明欠缺之处'],
  [requestSuspensionBody, { reasonCode: '雨季', reason: 'a' }, 'reasonCode：应为挂账事由代码，如 season'],
])('says in Chinese what our own rules say: %#', (ours, value, detailZh) => {
  expect(refusal(() => zodBody(ours).transform(value, { type: 'body' }))).toMatchObject({ detailZh });
});

it('has every fault in both languages', () => {
  for (const { en, zh } of Object.values(FAULTS)) {
    expect(en).toMatch(/[a-z]{3}/);
    expect(faultInChinese(en)).toBe(zh);
    expect(zh).toMatch(/^[\u4e00-\u9fff]/);
  }
});

const query = (value: unknown) => refusal(() => zodQuery(deadlineQuery).transform(value, { type: 'query' }));

it.each([[''], ['0x10'], ['1e2'], ['-1'], ['5.0'], [' 5'], ['１'], [['5', '6']]])(
  'takes %j for no number',
  (amount) => {
    expect(query({ from: '2022-08-22', amount })).toMatchObject({ code: 'invalid-query', field: 'amount' });
  },
);

it('says what a day or an instant looks like', () => {
  expect(query({ from: '2023-02-29', amount: '5' })).toMatchObject({
    field: 'from',
    detail: `from: ${FAULTS.dayOrInstant.en}`,
    detailZh: `from：${FAULTS.dayOrInstant.zh}`,
  });
});

it('takes the digits of a query for a number', () => {
  const parsed: unknown = zodQuery(deadlineQuery).transform({ from: '2022-08-22', amount: '05' }, { type: 'query' });
  expect(parsed).toMatchObject({ amount: 5 });
});

it('names every field at fault', () => {
  expect(body({ ...good, title: '', amount: 0 })).toMatchObject({
    field: 'title',
    detailZh: 'title：不能为空；amount：应不小于 1',
    errors: [
      { field: 'title', detailZh: '不能为空' },
      { field: 'amount', detailZh: '应不小于 1' },
    ],
  });
});

it('names the parameter of the path', () => {
  expect(refusal(() => zodPath(z.uuid()).transform('x', { type: 'param', data: 'id' }))).toMatchObject({
    code: 'invalid-path',
    field: 'id',
    detail: 'id: Invalid UUID',
    detailZh: 'id：应为 UUID',
    errors: [{ field: 'id', detail: 'Invalid UUID', detailZh: '应为 UUID' }],
  });
});
