import { Command } from 'commander';
import { accountAdd } from './commands/account-add';
import { calendarAdd } from './commands/calendar-add';
import { demo } from './commands/demo';
import { ledger } from './commands/ledger';
import { programmeList } from './commands/programme-list';
import { programmeShow } from './commands/programme-show';
import { programmeValidate } from './commands/programme-validate';
import { reconcile } from './commands/reconcile';
import { requestShow } from './commands/request-show';
import { storeCopy } from './commands/store-copy';

/** The whole `sanban` command. Its errors are thrown; whoever runs it prints them. */
export function program(): Command {
  const root = new Command('sanban')
    .description('三办：企业诉求的交办、承办、督办、销号 · Sanban: assigned, handled, supervised, closed')
    .addHelpText(
      'after',
      '\n退出码 exit codes: 0 完成 done, 1 被拒绝或查出问题 refused or faults found, 2 用法错误 usage',
    )
    .exitOverride()
    .configureOutput({ outputError: () => undefined });

  const programme = root.command('programme').description('方案 · the programmes (packs)');
  programmeList(programme);
  programmeShow(programme);
  programmeValidate(programme);
  calendarAdd(root.command('calendar').description('工作日历 · the working calendar'));
  ledger(root);
  requestShow(root.command('request').description('诉求 · requests'));
  reconcile(root);
  accountAdd(root.command('account').description('账号 · accounts'));
  storeCopy(root.command('store').description('事件库 · the event store'));
  demo(root);
  return root;
}
