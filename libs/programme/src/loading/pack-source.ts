import { pathText, type Fault } from '../faults/fault';
import type { Finding } from '../faults/from-issue';
import { typeName } from '../faults/wording';
import { isListPart } from '../schema/pack';
import { filesOf } from './pack-files';
import { textOf } from './read';
import { SourceFile } from './source-file';

/** What one file contributes to a part of the pack. */
interface Piece {
  file: SourceFile;
  value: unknown;
}

interface Origin {
  file: SourceFile;
  /** First index, in the put-together list, of what this file contributes. */
  from: number;
}

/** The files of one pack put together, still unchecked, with the way back from each value to its file and line. */
export class PackSource {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly faults: Fault[] = [];
  /** With a file that cannot be read the rest cannot be judged. */
  readonly readable: boolean;
  private readonly origins = new Map<string, Origin[]>();
  private readonly files: SourceFile[] = [];

  constructor(readonly path: string) {
    const pieces = new Map<string, Piece[]>();
    for (const found of filesOf(path)) {
      if (typeof found !== 'string') this.faults.push(found);
      else {
        for (const [part, piece] of this.read(found)) pieces.set(part, [...(pieces.get(part) ?? []), piece]);
      }
    }
    if (this.files.length === 0 && this.faults.length === 0) {
      const zh = '此处没有 YAML 文件。请给出一个方案文件夹或文件。';
      const en = 'There is no YAML file here. Give the folder or the file of a pack.';
      this.faults.push({ code: 'no-pack', file: path, line: 1, column: 1, path: '', zh, en });
    }
    this.readable = this.faults.length === 0;
    this.raw = Object.fromEntries([...pieces].map(([part, of]) => [part, this.together(part, of)]));
  }

  fault(finding: Finding): Fault {
    const { path, key, code, zh, en } = finding;
    const [part, index, ...rest] = path;
    const origins = this.origins.get(String(part)) ?? [];
    const isItem = typeof index === 'number' && isListPart(String(part));
    const origin = isItem ? origins.findLast(({ from }) => from <= index) : origins[0];
    const file = origin?.file ?? this.files[0];
    const local = isItem && origin !== undefined ? [String(part), index - origin.from, ...rest] : path;
    const place = file?.locate(local, key !== undefined) ?? { line: 1, column: 1 };
    return { code, file: file?.path ?? this.path, ...place, path: pathText(path), zh, en };
  }

  /** The parts that stand in this file. */
  private read(path: string): [part: string, piece: Piece][] {
    const text = textOf(path);
    if ('fault' in text) {
      this.faults.push(text.fault);
      return [];
    }
    const file = new SourceFile(path, text.value);
    this.files.push(file);
    const broken = file.faults();
    this.faults.push(...broken);
    if (broken.length > 0) return [];
    const content = file.content();
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      const zh = '文件应由键值组成，例如 actions: …。';
      const en = 'A file of a pack is a mapping, e.g. actions: ….';
      this.faults.push({ code: 'not-a-mapping', file: file.path, line: 1, column: 1, path: '', zh, en });
      return [];
    }
    return Object.entries(content).map(([part, value]: [string, unknown]) => [part, { file, value }]);
  }

  /** A list is continued from file to file; anything else stands once. */
  private together(part: string, pieces: readonly Piece[]): unknown {
    const lists = isListPart(part) ? pieces.filter(({ value }) => Array.isArray(value)) : [];
    if (lists.length === 0) {
      const [first, ...others] = pieces;
      this.origins.set(part, first === undefined ? [] : [{ file: first.file, from: 0 }]);
      for (const { file, value } of others) {
        if (isListPart(part)) this.noList(file, part, value);
        else this.repeated(file, part, first?.file.path ?? '');
      }
      return first?.value;
    }
    const list: unknown[] = [];
    const origins: Origin[] = [];
    for (const { file, value } of pieces) {
      if (Array.isArray(value)) {
        origins.push({ file, from: list.length });
        list.push(...(value as unknown[]));
      } else this.noList(file, part, value);
    }
    this.origins.set(part, origins);
    return list;
  }

  private noList(file: SourceFile, part: string, value: unknown): void {
    const { zh, en } = typeName('array');
    const given = JSON.stringify(value);
    this.faultAt(file, part, 'wrong-type', `此处应为${zh}，现为 ${given}。`, `This must be ${en}, not ${given}.`);
  }

  private repeated(file: SourceFile, part: string, before: string): void {
    const zh = `“${part}”在本方案的 ${before} 里已经写过，只能写一次。`;
    const en = `"${part}" already stands in ${before} of this pack: it may stand only once.`;
    this.faultAt(file, part, 'repeated-part', zh, en);
  }

  private faultAt(file: SourceFile, part: string, code: string, zh: string, en: string): void {
    this.faults.push({ code, file: file.path, ...file.locate([part], true), path: part, zh, en });
  }
}
