import { existsSync } from 'node:fs';
import { checkProgramme, FaultyProgramme, loadProgrammes, type Fault } from '@sanban/programme';
import type { Command } from 'commander';
import { EXIT, Failure } from '../output/failure';
import { say } from '../output/say';
import { withJson, type JsonOption } from './options';

/** `sanban programme validate [PATH…]`: every fault with file, line and column; exit code 1 where there is one. */
export const programmeValidate = (parent: Command): Command =>
  withJson(parent.command('validate'))
    .description('检查方案文件（默认检查全部方案） · check packs; all of ours when none is named')
    .argument('[path...]', '方案的文件夹或文件 · folder or file of a pack')
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
  const checked = paths.length === 0 ? [checkOurs()] : paths.map(checkOne);
  return {
    programmes: checked.flatMap(({ programmes }) => programmes),
    faults: checked.flatMap(({ faults }) => faults),
  };
}

function checkOne(path: string): { programmes: string[]; faults: readonly Fault[] } {
  const { programme, faults } = checkProgramme(path);
  return { programmes: programme === null ? [] : [programme.id], faults };
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
