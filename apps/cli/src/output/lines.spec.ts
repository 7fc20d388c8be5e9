import { indented, oneLine } from './lines';

describe('text by people', () => {
  it.each(['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'])(
    'begins no line of its own after %j',
    (end) => {
      expect(indented(`已联系企业${end}2026-11-28 00:05  核实通过`, 4)).toEqual([
        '    已联系企业',
        '    2026-11-28 00:05  核实通过',
      ]);
    },
  );

  it('nor where the terminal folds it', () => {
    expect(indented(`退税    2026-11-28`, 2, 10)).toEqual(['  退税    ', '  2026-11-', '  28']);
    expect(indented('留抵退税', 2, 7)).toEqual(['  留抵', '  退税']);
  });

  it('moves no cursor and turns no order round', () => {
    expect(indented('a\u001b[1Gb\u202ec\u2066d\te', 0)).toEqual(['a\ufffd[1Gb\ufffdc\ufffdd e']);
    expect(oneLine(' 留抵\n退税\u0008\u202e慢 ')).toBe('留抵 退税\ufffd\ufffd慢');
  });

  it('keeps empty lines', () => expect(indented('a\n\nb', 2)).toEqual(['  a', '  ', '  b']));
});
