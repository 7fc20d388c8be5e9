import { widthOf } from './width';

/** Whatever some terminal takes for the end of a line. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;
/** They move the cursor, or show what follows in another order than it is written. */
const DECEPTIVE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

const harmless = (line: string): string => line.replace(/\t/g, ' ').replace(DECEPTIVE, '\ufffd');

/** Text by people as one line. */
export const oneLine = (text: string): string => harmless(text.replace(/\s+/gu, ' ').trim());

/**
 * Text by people, no line of which begins further left than `blanks`: nobody can write a line that looks like one of ours.
 * @param columns of the terminal, which would itself begin what is longer at the left
 */
export function indented(text: string, blanks: number, columns = terminalColumns()): string[] {
  const margin = ' '.repeat(blanks);
  return text.split(LINE_END).flatMap((line) => folded(harmless(line), columns - blanks).map((part) => margin + part));
}

const terminalColumns = (): number => (process.stdout.isTTY ? process.stdout.columns : Infinity);

function folded(line: string, columns: number): string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const character of line) {
    const width = widthOf(character);
    if (part !== '' && used + width > columns) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += character;
    used += width;
  }
  return [...parts, part];
}
