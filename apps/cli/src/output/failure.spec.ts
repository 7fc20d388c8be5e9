import { problemText } from './failure';

describe('problemText', () => {
  it('says in both languages what was wrong, where, and what was probably meant', () => {
    const text = problemText({
      type: 'https://sanban.example/problems/unknown-agency',
      code: 'unknown-agency',
      title: 'No such agency',
      titleZh: '没有这个单位',
      status: 422,
      detail: '530902/taxx is no agency of linxiang-2022',
      field: 'lead',
      suggestion: '530902/tax',
    });
    expect(text.split('\n')).toEqual([
      '没有这个单位 · No such agency (422 unknown-agency)',
      '  530902/taxx is no agency of linxiang-2022',
      '  字段 field: lead',
      '  是否应为 did you mean: 530902/tax',
    ]);
  });

  it('says every fault once, in both languages', () => {
    const faults = [
      { field: 'title', detail: 'is missing', detailZh: '缺少此项' },
      { field: '', detail: 'Unrecognized key: "x"', detailZh: '没有这些字段：x' },
      { field: 'lead', detail: 'unknown', suggestion: '530902/tax' },
    ];
    const text = problemText({
      type: 'https://sanban.example/problems/invalid-body',
      code: 'invalid-body',
      title: 'The body is not as it should be',
      titleZh: '提交内容有误',
      status: 400,
      detail: 'title: is missing; Unrecognized key: "x"; lead: unknown',
      detailZh: 'title：缺少此项；没有这些字段：x；lead：unknown',
      field: 'title',
      errors: faults,
    });
    expect(text.split('\n')).toEqual([
      '提交内容有误 · The body is not as it should be (400 invalid-body)',
      '  title: 缺少此项 · is missing',
      '  (body): 没有这些字段：x · Unrecognized key: "x"',
      '  lead: unknown → 530902/tax',
    ]);
  });

  it('gives the current revision of what was stale', () => {
    const problem = { type: 'https://sanban.example/problems/stale-revision', code: 'stale-revision', title: 'Stale' };
    expect(problemText({ ...problem, status: 412, currentRevision: 0 })).toContain('current revision: 0');
  });
});
