import {
  copyService,
  CopyDiffers,
  StoreMisconfigured,
  StoreUnavailable,
  type CopiedService,
  type CopyProgress,
} from '@sanban/event-store';
import { SERVICES, type ServiceName } from '@sanban/contracts';
import { Option, type Command } from 'commander';
import { Failure } from '../output/failure';
import { say } from '../output/say';
import { table } from '../output/table';
import { withJson, type JsonOption } from './options';

interface Options extends JsonOption {
  from: string;
  to: string;
  fromPrefix?: string;
  toPrefix?: string;
  fromCredentialsFile?: string;
  toCredentialsFile?: string;
  fromCaFile?: string;
  toCaFile?: string;
  service?: ServiceName[];
  checkpoints?: true;
}

const ADDRESS = /^(postgres|postgresql|esdb|esdb\+discover|kurrentdb|kurrentdb\+discover):\/\//;
/** So often the terminal shows how far it is, in milliseconds. */
const EVERY_MS = 1_000;
const STEPS = { found: '已有 · found', copied: '已复制 · copied', compared: '已核对 · compared' };

/** `sanban store copy`: every service's log from PostgreSQL to EventStoreDB, or back. Run again, it goes on where it was. */
export const storeCopy = (parent: Command): Command =>
  withJson(parent.command('copy'))
    .description('在 PostgreSQL 与 EventStoreDB 之间复制事件（先停平台） · copies the logs; stop the platform first')
    .requiredOption('--from <address>', '来源 · postgres://… or esdb://…')
    .requiredOption('--to <address>', '目标 · esdb://… or postgres://…')
    .option('--from-prefix <text>', '来源流名前缀（EventStoreDB） · EVENT_STORE_PREFIX of the source')
    .option('--to-prefix <text>', '目标流名前缀（EventStoreDB） · EVENT_STORE_PREFIX of the target')
    .option('--from-credentials-file <file>', '来源的账号文件 · EVENT_STORE_CREDENTIALS_FILE of the source')
    .option('--to-credentials-file <file>', '目标的账号文件 · EVENT_STORE_CREDENTIALS_FILE of the target')
    .option('--from-ca-file <file>', '来源的证书颁发机构 · EVENT_STORE_CA_FILE of the source')
    .option('--to-ca-file <file>', '目标的证书颁发机构 · EVENT_STORE_CA_FILE of the target')
    .addOption(new Option('--service <names...>', '只复制这些服务 · only these services').choices(SERVICES))
    .option('--checkpoints', '并把订阅位置换成新库的位置 · also turn the subscriptions’ checkpoints into the new log’s')
    .action(async (options: Options) => {
      for (const address of [options.from, options.to]) if (!ADDRESS.test(address)) throw notAnAddress();
      const found: CopiedService[] = [];
      for (const service of options.service ?? SERVICES) {
        const copied = await copyOne(options, service);
        if (copied !== undefined) found.push(copied);
      }
      say(options.json === true, { services: found }, () => text(found));
    });

async function copyOne(options: Options, service: ServiceName): Promise<CopiedService | undefined> {
  const { from, fromPrefix, fromCredentialsFile, fromCaFile, to, toPrefix, toCredentialsFile, toCaFile } = options;
  try {
    return await copyService({
      from: { url: from, prefix: fromPrefix, credentialsFile: fromCredentialsFile, caFile: fromCaFile },
      to: { url: to, prefix: toPrefix, credentialsFile: toCredentialsFile, caFile: toCaFile },
      service,
      checkpoints: options.checkpoints === true,
      onProgress: progressOf(service),
    });
  } catch (error) {
    if (error instanceof CopyDiffers) {
      throw new Failure(
        'copy-differs',
        `${service}：两库内容不一致，未继续写入：${error.message}`,
        `${service}: ${error.message}`,
      );
    }
    if (error instanceof StoreMisconfigured) {
      throw new Failure(
        'store-misconfigured',
        `${service}：事件库的地址、账号或文件有误：${error.message}`,
        `${service}: ${error.message}`,
      );
    }
    if (error instanceof StoreUnavailable) {
      throw new Failure(
        'store-unavailable',
        `${service}：事件库不可用：${error.message}`,
        `${service}: ${error.message}`,
      );
    }
    throw error;
  }
}

function progressOf(service: ServiceName): CopyProgress {
  let told = performance.now();
  return (step, events) => {
    if (performance.now() - told < EVERY_MS) return;
    told = performance.now();
    process.stderr.write(`${service}: ${STEPS[step]} ${events}\n`);
  };
}

const notAnAddress = () =>
  new Failure('bad-address', '地址须以 postgres:// 或 esdb:// 开头', 'An address begins with postgres:// or esdb://');

const text = (found: readonly CopiedService[]): string =>
  table(
    [
      { title: '服务 service', value: ({ service }) => service },
      { title: '事件 events', value: ({ events }) => String(events), align: 'right' },
      { title: '本次复制 copied', value: ({ copied }) => String(copied), align: 'right' },
      { title: '订阅位置 checkpoints', value: ({ checkpoints }) => String(checkpoints), align: 'right' },
      { title: 'SHA-256', value: ({ sha256 }) => sha256 },
    ],
    found,
  );
