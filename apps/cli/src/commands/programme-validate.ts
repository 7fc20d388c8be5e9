import { existsSync } from 'node:fs';
import { checkNamed, FaultyProgramme, loadProgrammes, type Fault } from '@sanban/programme';
import type { Command } from 'commander';
import { EXIT, Failure } from '../output/failure';
import { say } from '../output/say';
import { withJson, type JsonOption } from './options';

/** `sanban programme validate [PATH…]`: every fault with file, line and column; exit code 1 where there is one. */
export const programmeValidate = (parent: Command): Command =>
  withJson(parent.command('validate'))
    .description('检查方案文件（默认检查全部方案） · check packs; all of ours when none is named')
    .argument(
      '[path...]',
      '方案的文件夹或文件，或存放若干方案的文件夹 · folder or file of a pack, or a folder of packs',
    )
    .action((paths: string[], { json }: JsonOption) => {
      const { programmes, faults } = check(paths);
      say(json === true, { valid: faults.length === 0, programmes, faults }, () =>
        faults.length === 0
          ? `${programmes.join('、')}：没有错误 · no faults`
          : [...faults.map(line), `共 ${faults.length} 处错误 · ${faults.length} fault(s)`].join('\n'),
      );
      if (faults.length > 0) process.exitCode = EXIT.refused;
    });

function check(paths: readonly string[]): { programmes: string[]; faults: readonly Fault[] } {
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) {
    throw new Failure('no-such-file', `没有这个文件或文件夹：${missing}`, `There is no file or folder ${missing}`);
  }
  if (paths.length === 0) return checkOurs();
  const { programmes, faults } = checkNamed(paths);
  return { programmes: programmes.map(({ id }) => id), faults };
}

function checkOurs(): { programmes: string[]; faults: readonly Fault[] } {
  try {
    return { programmes: loadProgrammes().map(({ id }) => id), faults: [] };
  } catch (error) {
    if (error instanceof FaultyProgramme) return { programmes: [], faults: error.faults };
    throw error;
  }
}

const line = ({ file, line: row, column, path, code, zh, en }: Fault): string =>
  `${file}:${row}:${column} ${path} [${code}]\n  ${zh}\n  ${en}`;
