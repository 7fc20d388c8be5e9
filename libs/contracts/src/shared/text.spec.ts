import { createWebhookBody } from '../http/webhooks';
import { keyText, text } from './text';

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
