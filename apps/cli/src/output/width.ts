/** Wide and fullwidth characters of Unicode's East Asian Width (UAX #11): two columns on a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Combining marks and joiners take no column of their own. */
const ZERO = /[\p{Mn}\p{Me}\u200b-\u200d\ufe0f]/u;

const columnsOf = (character: string): number => (ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** Columns that a text takes on a terminal. */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((columns, character) => columns + columnsOf(character), 0);

/** `text` with blanks up to `columns`. */
export const pad = (text: string, columns: number, align: 'left' | 'right' = 'left'): string => {
  const blanks = ' '.repeat(Math.max(0, columns - widthOf(text)));
  return align === 'left' ? text + blanks : blanks + text;
};

/** `text` cut to at most `columns`, with `…` where something is left out. */
export const fit = (text: string, columns: number): string => {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let used = 1;
  for (const character of text) {
    used += columnsOf(character);
    if (used > columns) break;
    kept += character;
  }
  return `${kept}…`;
};
