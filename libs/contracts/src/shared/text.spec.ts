import { createWebhookBody } from '../http/webhooks';
import { keyText, line, text } from './text';

describe('text', () => {
  it('trims, and keeps tabs and line breaks', () => {
    expect(text(20).parse('  退税\n\t慢  ')).toBe('退税\n\t慢');
  });

  it.each([
    '  ',
    '',
    'x\u0000y',
    'x\u001by',
    'x\u0085y',
    'half \ud83d a pair',
    'x'.repeat(21),
    '\u200b',
    '\u200d \u2060\ufeff',
    '\u3164\u2800',
    '\u00ad\u200e',
    '合格\u202e不',
    '\u2066合格\u2069',
  ])('refuses %j', (value) => {
    expect(text(20).safeParse(value).success).toBe(false);
  });

  it.each(['👩‍👩‍👧', '𠮷野家', '\u{e000}某', 'ئۇيغۇرچە\u200f', '王\u{e0100}'])('takes %j', (value) => {
    expect(text(20).parse(value)).toBe(value);
  });
});

it('says of an empty text no more than that it is empty', () => {
  expect(text(20).safeParse(' ').error?.issues).toMatchObject([{ code: 'too_small' }]);
  expect(text(20).safeParse(' ').error?.issues).toHaveLength(1);
});

describe('a title', () => {
  it('is trimmed', () => expect(line(20).parse(' 留抵退税到账慢\n')).toBe('留抵退税到账慢'));

  it.each(['退税\n核实通过', '退税\r核实通过', '退税\t慢', '退税\u2028慢', '\u200b', '退税\u202e慢'])(
    'is not %j',
    (value) => {
      expect(line(20).safeParse(value).success).toBe(false);
    },
  );
});

describe('what something is looked up by', () => {
  it('is taken as it is', () => expect(keyText(20).parse(' 530902-办公室 ')).toBe(' 530902-办公室 '));

  it.each([[''], ['aud\u0000itor'], ['half \udc00 a pair'], ['x'.repeat(21)]])('is not %j', (value) => {
    expect(keyText(20).safeParse(value).success).toBe(false);
  });

  it('nor is an address in which a NUL stands', () => {
    expect(createWebhookBody.safeParse({ url: 'https://oa.example/\u0000' }).success).toBe(false);
    expect(createWebhookBody.safeParse({ url: 'https://oa.example/办公' }).success).toBe(true);
  });
});
