import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { Fault, FaultPath } from '../faults/fault';
import { ALIAS_WORDING, YAML_WORDING } from './yaml-wording';

/** One YAML file of a pack that knows where each of its values stands. */
export class SourceFile {
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  constructor(
    readonly path: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, stringKeys: true });
  }

  /** Faults of YAML itself; with any of them the content is not to be used. */
  faults(): Fault[] {
    const { errors, warnings } = this.document;
    const parsed = [...errors, ...warnings].map(({ code, pos }) => ({ at: pos[0], ...YAML_WORDING[code] }));
    const faults = [...parsed, ...this.aliases()].map(({ at, zh, en }) => ({
      code: 'yaml-syntax',
      file: this.path,
      ...this.position(at),
      path: '',
      zh: `YAML 格式错误：${zh}`,
      en: `YAML cannot be read: ${en}`,
    }));
    // What the parser says of the same line again mostly follows from the first.
    return faults.filter(({ line }, index) => faults.findIndex((fault) => fault.line === line) === index);
  }

  content(): unknown {
    return this.document.toJS();
  }

  private aliases(): { at: number; zh: string; en: string }[] {
    const found: { at: number; zh: string; en: string }[] = [];
    visit(this.document, {
      Alias: (_, { range }) => {
        found.push({ at: range?.[0] ?? 0, ...ALIAS_WORDING });
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
