import { text } from './text';

describe('text', () => {
  it('trims, and keeps tabs and line breaks', () => {
    expect(text(20).parse('  退税\n\t慢  ')).toBe('退税\n\t慢');
  });

  it.each([['  '], [''], ['x\u0000y'], ['x\u001by'], ['half \ud83d a pair'], ['x'.repeat(21)]])(
    'refuses %j',
    (value) => {
      expect(text(20).safeParse(value).success).toBe(false);
    },
  );
});
