import { creditCode, creditCodeCheck, isCreditCode } from './credit-code';

describe('统一社会信用代码', () => {
  // Printed as examples of real organisations' public codes.
  it.each(['91350100M000100Y43', '91110108551385082Q', '914403001922038216'])('%s is valid', (code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  it('refuses a wrong check character, a wrong length and letters outside the alphabet', () => {
    expect(isCreditCode('91350100M000100Y44')).toBe(false);
    expect(isCreditCode('91350100M000100Y4')).toBe(false);
    expect(creditCodeCheck('9135010OM000100Y4')).toBeNull();
    expect(creditCode.safeParse('91350100M000100Y44').success).toBe(false);
  });

  it('finds every single wrong character', () => {
    const code = '91110108551385082Q';
    for (let i = 0; i < 18; i++) {
      const other = code.charAt(i) === '7' ? '8' : '7';
      expect(isCreditCode(code.slice(0, i) + other + code.slice(i + 1))).toBe(false);
    }
  });
});
