import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packsFolder, removePacks, SAMPLE } from '../testing/sample-pack';
import { checkNamed, checkProgrammes, loadProgrammes } from './load';

afterEach(removePacks);

const found = (path: string) => checkProgrammes([path]).faults.map(({ code, file, line }) => [code, file, line]);

it('reads no file whose name begins with a dot', () => {
  const folder = packsFolder({ 'sample.yaml': SAMPLE, '.sample.yaml': 'x: [' });
  // While Emacs has the file open.
  symlinkSync('somebody@host.1234', join(folder, '.#sample.yaml'));
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, '.git', 'x.yaml'), 'x: [');
  expect(found(folder)).toEqual([]);
  expect(loadProgrammes(folder).map(({ id }) => id)).toEqual(['sample-2030']);
});

it('says which file cannot be read, and why', () => {
  const folder = packsFolder({ 'sample.yaml': SAMPLE });
  symlinkSync('absent', join(folder, 'a.yaml'));
  symlinkSync('b.yaml', join(folder, 'b.yaml'));
  mkdirSync(join(folder, 'inner'));
  symlinkSync('inner', join(folder, 'c.yaml'));
  execFileSync('mkfifo', [join(folder, 'd.yaml')]);
  const { faults } = checkProgrammes([folder]);
  expect(faults.map(({ code, file }) => [code, file])).toEqual(
    ['a', 'b', 'c', 'd'].map((name) => ['unreadable', join(folder, `${name}.yaml`)]),
  );
  expect(faults.map(({ en }) => en)).toEqual([
    expect.stringContaining('a file that does not exist'),
    expect.stringContaining('leads back to itself'),
    expect.stringContaining('a folder, not a file'),
    expect.stringContaining('neither a file nor a folder'),
  ]);
});

it.each(['/dev/null', '.b.yaml'])('says of %s by itself, too, that it cannot be read', (name) => {
  const folder = packsFolder({});
  symlinkSync('.b.yaml', join(folder, '.b.yaml'));
  const path = name.startsWith('/') ? name : join(folder, name);
  expect(found(path)).toEqual([['unreadable', path, 1]]);
  expect(checkNamed([path]).faults.map(({ code }) => code)).toEqual(['unreadable']);
});

describe('a file that is not UTF-8', () => {
  // 财政 in GBK.
  const GBK = Buffer.from([0xb2, 0xc6, 0xd5, 0xfe]);
  const bytes = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));

  it.each([
    ['a note in GBK', bytes(SAMPLE, 'notes:\n  - { id: 备注, says: ', GBK, ' }\n'), SAMPLE.split('\n').length + 1, 21],
    ['a character cut in two', bytes('id: 一\nx: ', Buffer.from('一').subarray(0, 2), '\ny: 1\n'), 2, 4],
    ['UTF-16', Buffer.from('\ufeffid: x\n', 'utf16le'), 1, 1],
  ])('is refused with one fault at the first byte that is none: %s', (_, content, line, column) => {
    const folder = packsFolder({ 'sample.yaml': content });
    const { faults } = checkProgrammes([folder]);
    expect(faults.map((fault) => [fault.code, fault.line, fault.column])).toEqual([['not-utf8', line, column]]);
    expect(faults[0]?.en).toContain('Save it as UTF-8');
    expect(faults[0]?.zh).toContain('另存为 UTF-8');
  });

  it('is none for its byte order mark', () => {
    expect(found(packsFolder({ 'sample.yaml': `\ufeff${SAMPLE}` }))).toEqual([]);
  });
});
