import { CommanderError } from 'commander';
import { program } from '../program';
import { usageFailure } from './usage-failure';

/** Commander's own error for a command line. */
async function faultOf(line: string): Promise<CommanderError> {
  const root = program();
  root.configureOutput({ writeErr: () => undefined });
  try {
    await root.parseAsync(line.split(' '), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

it.each([
  ['kalendar', '没有命令 kalendar'],
  ['ledger --colour red', '没有选项 --colour'],
  ['request show', '缺少参数 id'],
  ['request show a b', '参数过多'],
  ['ledger --limit', '选项 --limit <count> 缺少值'],
  ['calendar add --from 2022-09-30', '缺少选项 --working-days <count>'],
  ['ledger --all --limit 5', '选项 --all 与 --limit <count> 不能同时使用'],
  ['ledger --limit 0', '--limit <count> 的值无效：应为 1 至 200 的整数'],
  ['ledger --kind other', '--kind <kind> 的值无效：应为下列之一：general, complex'],
  [
    'calendar add --from 2022-02-30 --working-days 5',
    '--from <date> 的值无效：“2022-02-30”不是日期：请写作 YYYY-MM-DD，例如 2022-09-30',
  ],
])('says in Chinese what is wrong with %s', async (line, zh) => {
  const failure = usageFailure(await faultOf(line));
  expect(failure).toMatchObject({ code: 'usage', zh: `用法错误：${zh}` });
  expect(failure.en).toMatch(/^error: \P{Script=Han}+$/u);
});

it('says that a subcommand is missing, in both languages', () => {
  expect(usageFailure(new CommanderError(1, 'commander.help', '(outputHelp)'))).toMatchObject({
    zh: '用法错误：缺少子命令',
    en: 'error: a subcommand is missing',
  });
});
