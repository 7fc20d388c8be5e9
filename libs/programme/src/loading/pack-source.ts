import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathText, type Fault } from '../faults/fault';
import type { Finding } from '../faults/from-issue';
import { isListPart } from '../schema/pack';
import { SourceFile } from './source-file';

interface Origin {
  file: SourceFile;
  /** First index, in the put-together list, of what this file contributes. */
  from: number;
}

/** The files of one pack put together, still unchecked, with the way back from each value to its file and line. */
export class PackSource {
  readonly raw: Record<string, unknown> = {};
  readonly faults: Fault[] = [];
  private readonly origins = new Map<string, Origin[]>();
  private readonly files: SourceFile[];

  constructor(readonly path: string) {
    this.files = yamlFiles(path).map((file) => SourceFile.read(file));
    if (this.files.length === 0) {
      const zh = '此处没有 YAML 文件。请给出一个方案文件夹或文件。';
      const en = 'There is no YAML file here. Give the folder or the file of a pack.';
      this.faults.push({ code: 'no-pack', file: path, line: 1, column: 1, path: '', zh, en });
    }
    for (const file of this.files) this.add(file);
  }

  /** With a fault of YAML in any of its files the rest cannot be judged. */
  get readable(): boolean {
    return this.faults.every((fault) => !['yaml-syntax', 'no-pack', 'not-a-mapping'].includes(fault.code));
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

  private add(file: SourceFile): void {
    const broken = file.faults();
    this.faults.push(...broken);
    if (broken.length > 0) return;
    const content = file.content();
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      const zh = '文件应由键值组成，例如 actions: …。';
      const en = 'A file of a pack is a mapping, e.g. actions: ….';
      this.faults.push({ code: 'not-a-mapping', file: file.path, line: 1, column: 1, path: '', zh, en });
      return;
    }
    for (const [part, value] of Object.entries(content)) this.put(file, part, value);
  }

  private put(file: SourceFile, part: string, value: unknown): void {
    const before = this.raw[part];
    const origins = this.origins.get(part) ?? [];
    if (isListPart(part) && Array.isArray(value) && (before === undefined || Array.isArray(before))) {
      const list: unknown[] = before ?? [];
      this.origins.set(part, [...origins, { file, from: list.length }]);
      this.raw[part] = [...list, ...(value as unknown[])];
      return;
    }
    if (before !== undefined) {
      const zh = `“${part}”在本方案的另一个文件里已经写过，只能写一次。`;
      const en = `"${part}" already stands in another file of this pack: it may stand only once.`;
      const place = file.locate([part], true);
      this.faults.push({ code: 'repeated-part', file: file.path, ...place, path: part, zh, en });
      return;
    }
    this.origins.set(part, [{ file, from: 0 }]);
    this.raw[part] = value;
  }
}

const yamlFiles = (path: string): string[] => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return yamlFiles(inner);
      return /\.ya?ml$/.test(entry.name) ? [inner] : [];
    });
};
