import { accountRole, accountView, type AccountView } from '@sanban/contracts';
import { Option, type Command } from 'commander';
import { connect, type ConnectionOptions } from '../connection/connect';
import { readPassword } from '../input/password';
import { say } from '../output/say';
import { withConnection, type JsonOption } from './options';

interface Options extends JsonOption, ConnectionOptions {
  username: string;
  name?: string;
  role: string[];
  region?: string;
  agency?: string;
  enterprise?: string;
}

/** `sanban account add`: an account of the running platform. Its password is read, never given as an argument. */
export const accountAdd = (parent: Command): Command =>
  withConnection(parent.command('add'))
    .description('新建账号，密码从标准输入读取 · an account; its password is read from standard input')
    .requiredOption('--username <username>', '用户名 · to sign in with')
    .option('--name <name>', '姓名或名称（默认同用户名） · for the screen')
    .addOption(new Option('--role <role...>', '角色 · roles').choices(accountRole.options).makeOptionMandatory())
    .option('--region <code>', '地区 · e.g. 530902')
    .option('--agency <id>', '单位 · e.g. 530902/tax')
    .option(
      '--enterprise <code>',
      '统一社会信用代码（企业名称取 --name） · credit code of the enterprise called --name',
    )
    .action(async ({ username, name = username, role, region, agency, enterprise, json, ...where }: Options) => {
      const api = connect(where);
      try {
        const password = await readPassword(process.stdin, (text) => process.stderr.write(text));
        const { body } = await api.post(
          '/accounts',
          {
            username,
            name,
            password,
            roles: role,
            ...(region === undefined ? {} : { region }),
            ...(agency === undefined ? {} : { agency }),
            ...(enterprise === undefined ? {} : { enterprise: { id: enterprise, name } }),
          },
          accountView,
        );
        say(json === true, body, () => asText(body));
      } finally {
        await api.close();
      }
    });

const asText = ({ username, roles, region, agency, enterprise }: AccountView): string =>
  `已建账号 account created: ${[username, roles.join('、'), agency ?? region ?? '', enterprise?.id ?? '']
    .filter((part) => part !== '')
    .join('  ')}`;
