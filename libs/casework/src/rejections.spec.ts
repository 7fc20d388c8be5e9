import { REJECTIONS, refuse, refusingBadDates } from './rejections';
import { InvalidDate } from '@sanban/working-calendar';

test('every code is spelt alike and has a title in both languages', () => {
  for (const [code, { en, zh }] of Object.entries(REJECTIONS)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(en).toMatch(/^[A-Z]/);
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
  }
});

test('a refusal names its code, the fault and, where there is one, the field', () => {
  expect(refuse('unknown-agency', 'there is no agency "x"', 'lead')).toEqual({
    rejected: true,
    code: 'unknown-agency',
    detail: 'there is no agency "x"',
    detailZh: '方案中没有该单位。',
    field: 'lead',
  });
  expect(refuse('date-in-the-past', { en: 'it was on 1 May', zh: '该日为 5 月 1 日' })).toMatchObject({
    detail: 'it was on 1 May',
    detailZh: '该日为 5 月 1 日。',
  });
  expect(refuse('suspended', 'since then')).not.toHaveProperty('field');
});

test('only a date that cannot be reckoned with becomes a refusal; a fault of ours stays one', () => {
  const bad = refusingBadDates(() => {
    throw new InvalidDate('soon');
  });
  expect(bad).toMatchObject({ code: 'invalid-date' });
  expect(() =>
    refusingBadDates(() => {
      throw new TypeError('ours');
    }),
  ).toThrow('ours');
});
