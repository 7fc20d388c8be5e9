const DIGIT = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const DIGITS: Readonly<Record<string, number>> = DIGIT;
const TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Pattern of a number as documents print it: `300`, `0.8`, 三百, 两. One group. */
export const NUMBER = '(?<![\\d.])(\\d+(?:\\.\\d+)?|[零〇一二两三四五六七八九十百千]+)';

/** Digits and signs in full width as the plain ones, thousands without their comma: ２０２２年, 5％, 1,000万元. */
export const plain = (printed: string): string =>
  printed
    .replace(/[０-９％．]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');

/** A number that `NUMBER` found as a decimal string: 十二 is `12`. */
export const decimalOf = (printed: string): string => {
  if (/^\d/.test(printed)) return printed;
  let sum = 0;
  let digit: number | undefined;
  for (const sign of printed) {
    const ten = TENS[sign];
    if (ten === undefined) digit = DIGITS[sign];
    else {
      sum += (digit ?? 1) * ten;
      digit = undefined;
    }
  }
  return String(sum + (digit ?? 0));
};
