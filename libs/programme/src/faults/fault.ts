/** One thing that is wrong in a pack: where it stands, what it is and what to do. */
export interface Fault {
  /** Stable: `unknown-agency`, `bad-date` … (docs/programmes.md lists them). */
  code: string;
  /** Path of the file as it was given to the loader. */
  file: string;
  /** 1-based. */
  line: number;
  column: number;
  /** Where in the pack, e.g. `actions[2].responsibility.cooperating[0]`. */
  path: string;
  zh: string;
  en: string;
}

export type FaultPath = readonly (string | number)[];

export const pathText = (path: FaultPath): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );

/** By file, line and column. */
export const inOrder = (faults: readonly Fault[]): Fault[] =>
  [...faults].sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));

const line = (fault: Fault): string =>
  `${fault.file}:${fault.line}:${fault.column} ${fault.path} [${fault.code}]\n  ${fault.zh}\n  ${fault.en}`;

/** Thrown by the loader when a pack is not fit for use; carries all that is wrong, in the order of files and lines. */
export class FaultyProgramme extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(`方案有${faults.length}处错误 / ${faults.length} fault(s) in the programme:\n${faults.map(line).join('\n')}`);
    this.name = 'FaultyProgramme';
  }
}
