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
      errors: [{ field: 'lead', detail: 'unknown', suggestion: '530902/tax' }],
    });
    expect(text.split('\n')).toEqual([
      '没有这个单位 · No such agency (422 unknown-agency)',
      '  530902/taxx is no agency of linxiang-2022',
      '  字段 field: lead',
      '  是否应为 did you mean: 530902/tax',
      '  lead: unknown → 530902/tax',
    ]);
  });

  it('gives the current revision of what was stale', () => {
    const problem = { type: 'https://sanban.example/problems/stale-revision', code: 'stale-revision', title: 'Stale' };
    expect(problemText({ ...problem, status: 412, currentRevision: 0 })).toContain('current revision: 0');
  });
});
