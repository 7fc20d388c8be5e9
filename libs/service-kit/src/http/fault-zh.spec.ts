import { z } from 'zod';
import { ProblemError } from './problem-error';
import { zodBody, zodPath } from './zod-pipe';

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
  [{ code: 'a' }, 'code：格式不正确（must be one digit）'],
  [{ name: 'x' }, 'name：内容不符合要求（must not be x）'],
  [{ more: 1 }, '没有这些字段：more'],
])('says in Chinese what is wrong: %j', (fault, detailZh) => {
  expect(body({ ...good, ...fault })).toMatchObject({ code: 'invalid-body', detailZh });
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
