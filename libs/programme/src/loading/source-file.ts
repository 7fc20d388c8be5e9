import { readFileSync } from 'node:fs';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { Fault, FaultPath } from '../faults/fault';

/** One YAML file of a pack that knows where each of its values stands. */
export class SourceFile {
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  constructor(
    readonly path: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
  }

  static read(path: string): SourceFile {
    return new SourceFile(path, readFileSync(path, 'utf8'));
  }

  /** Faults of YAML itself; with any of them the content is not to be used. */
  faults(): Fault[] {
    const { errors, warnings } = this.document;
    return [...errors, ...warnings, ...this.aliases()].map(({ message, pos }) => ({
      code: 'yaml-syntax',
      file: this.path,
      ...this.position(pos[0]),
      path: '',
      zh: `YAML 格式错误：${message}。请检查缩进、冒号后的空格和引号。`,
      en: `YAML cannot be read: ${message}. Check the indentation, the space after colons and the quotation marks.`,
    }));
  }

  content(): unknown {
    return this.document.toJS();
  }

  /** A pack is read line by line by people: nothing in it stands for something written elsewhere. */
  private aliases(): { message: string; pos: [number, number] }[] {
    const found: { message: string; pos: [number, number] }[] = [];
    visit(this.document, {
      Alias: (_, { range }) => {
        found.push({ message: 'aliases (*name) are not allowed in a pack', pos: [range?.[0] ?? 0, range?.[1] ?? 0] });
      },
    });
    return found;
  }

  /** Where the value at this path stands, or the nearest thing around it that exists. `key`: where the key stands. */
  locate(path: FaultPath, key = false): { line: number; column: number } {
    let node: unknown = this.document.contents;
    let offset = 0;
    for (const [depth, part] of path.entries()) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
        if (pair === undefined) break;
        const wantsKey = key && depth === path.length - 1;
        offset = start(wantsKey || pair.value === null ? pair.key : pair.value) ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        const item = node.items[Number(part)];
        if (item === undefined) break;
        offset = start(item) ?? offset;
        node = item;
      } else break;
    }
    return this.position(offset);
  }

  private position(offset: number): { line: number; column: number } {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

const start = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
