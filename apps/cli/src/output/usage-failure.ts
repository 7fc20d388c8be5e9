import type { CommanderError } from 'commander';
import { Failure } from './failure';

/** What Commander says in English, by its code; `named` is what it puts in quotation marks. */
const ZH: Readonly<Record<string, (named: readonly string[]) => string>> = {
  'commander.help': () => '缺少子命令',
  'commander.unknownCommand': ([command = '']) => `没有命令 ${command}`,
  'commander.unknownOption': ([option = '']) => `没有选项 ${option}`,
  'commander.missingArgument': ([argument = '']) => `缺少参数 ${argument}`,
  'commander.excessArguments': () => '参数过多',
  'commander.optionMissingArgument': ([option = '']) => `选项 ${option} 缺少值`,
  'commander.missingMandatoryOptionValue': ([option = '']) => `缺少选项 ${option}`,
  'commander.conflictingOption': ([option = '', other = '']) => `选项 ${option} 与 ${other} 不能同时使用`,
};

/** How a command was called wrongly. */
export function usageFailure({ code, message }: CommanderError): Failure {
  const zh = code === 'commander.invalidArgument' ? invalidValue(message) : ZH[code]?.(quoted(message));
  const en =
    code === 'commander.help' ? 'error: a subcommand is missing' : message.replace(OUR_CHINESE, ' is invalid. ');
  return new Failure('usage', `用法错误：${zh ?? '命令有误'}`, en);
}

/** What our own words begin with in Commander's sentence. */
const OUR_CHINESE = / is invalid\. .* · /;

const quoted = (message: string): string[] => [...message.matchAll(/'([^']*)'/g)].map(([, name = '']) => name);

/** Our own words for it are in both languages, Chinese first; those for a choice are Commander's. */
function invalidValue(message: string): string {
  const [option = ''] = quoted(message);
  const why = message.slice(message.indexOf(' is invalid. ') + ' is invalid. '.length);
  const choices = /^Allowed choices are (.+)\.$/.exec(why)?.[1];
  return `${option} 的值无效：${choices === undefined ? (why.split(' · ', 1)[0] ?? '') : `应为下列之一：${choices}`}`;
}
