import { table } from './table';
import { fit, pad, widthOf } from './width';

describe('width on a terminal', () => {
  it.each([
    ['abc', 3],
    ['销号', 4],
    ['（二）5个', 9],
    ['“绿通”', 6],
    ['e\u0301', 1],
    ['', 0],
  ])('%s takes %i columns', (text, columns) => {
    expect(widthOf(text)).toBe(columns);
  });

  it('cuts between characters and never exceeds the limit', () => {
    expect(fit('临翔区财政局', 7)).toBe('临翔区…');
    expect(fit('临翔区财政局', 8)).toBe('临翔区…');
    expect(fit('临翔区', 6)).toBe('临翔区');
  });

  it('pads by columns, not by characters', () => {
    expect(pad('台账', 6)).toBe('台账  ');
    expect(pad('7', 3, 'right')).toBe('  7');
  });
});

describe('table', () => {
  it('starts each column at the same place in every line', () => {
    const rows = [
      { name: '区财政局', count: 12 },
      { name: 'tax', count: 3 },
    ];
    const text = table(
      [
        { title: '单位', value: ({ name }) => name },
        { title: '件数', value: ({ count }) => String(count), align: 'right' },
      ],
      rows,
    );
    expect(text.split('\n')).toEqual(['单位      件数', '────────  ────', '区财政局    12', 'tax          3']);
  });

  it('keeps a row on one line', () => {
    expect(table([{ title: 'x', value: () => 'a\n b' }], [{}]).split('\n')).toHaveLength(3);
  });
});
