import { Option, type Command } from 'commander';
import { runDemo } from '../demo/demo';
import { EXIT } from '../output/failure';
import { dataOption, urlOption, wholeNumber, withJson, type JsonOption } from './options';

interface Options extends JsonOption {
  requests: number;
  seed: number;
  url?: string;
  data: string;
  journal?: string;
}

/** `sanban demo`: plays requests over HTTP in all roles, then checks that office and agencies agree. */
export const demo = (parent: Command): Command =>
  withJson(parent.command('demo'))
    .description('演示：以各角色经 HTTP 办理若干诉求，最后核对台账 · plays requests in all roles, then reconciles')
    .option('--requests <count>', '诉求件数 · how many requests', wholeNumber(1, 5000), 200)
    .option('--seed <number>', '随机种子 · the same seed plays the same', wholeNumber(0, 2 ** 31 - 1), 1)
    .addOption(urlOption())
    .addOption(dataOption())
    .addOption(new Option('--journal <file>', '逐行记下平台已确认的命令 · one line for each acknowledged command'))
    .action(async ({ json, ...options }: Options) => {
      const agreed = await runDemo({ ...options, json: json === true });
      if (!agreed) process.exitCode = EXIT.refused;
    });
