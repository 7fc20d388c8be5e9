import { ledgerPage, type LedgerEntry } from '@sanban/contracts';
import { Option, type Command } from 'commander';
import { connect, type ConnectionOptions } from '../connection/connect';
import { allPages, collect, PAGE_LIMIT } from '../connection/pages';
import { say } from '../output/say';
import { table, type Column } from '../output/table';
import { KIND_ZH, STATE_ZH } from '../output/words';
import { wholeNumber, withConnection, type JsonOption } from './options';

interface Options extends JsonOption, ConnectionOptions {
  region?: string;
  action?: string;
  agency?: string;
  state?: string;
  kind?: string;
  overdue?: true;
  text?: string;
  cursor?: string;
  limit: number;
  all?: true;
}

/** `sanban ledger`: the office's list, with the filters of the API. */
export const ledger = (parent: Command): Command =>
  withConnection(parent.command('ledger'))
    .description('台账 · the office’s ledger')
    .option('--region <code>', '地区 · e.g. 530902')
    .option('--action <id>', '专项行动 · e.g. tax-reduction')
    .option('--agency <id>', '牵头或配合单位 · e.g. 530902/tax')
    .addOption(new Option('--state <state>', '状态 · state').choices(Object.keys(STATE_ZH)))
    .addOption(new Option('--kind <kind>', '一般或复杂 · kind').choices(Object.keys(KIND_ZH)))
    .option('--overdue', '只看逾期 · only what is overdue')
    .option('--text <words>', '标题、内容、企业名称或编号 · words in title, text, enterprise or number')
    .option('--limit <count>', '每页件数 · lines', wholeNumber(1, PAGE_LIMIT), 50)
    .option('--cursor <cursor>', '从上一页的 next 继续 · the `next` of the page before')
    .addOption(new Option('--all', '全部页 · all pages').conflicts(['limit', 'cursor']))
    .action(
      async ({ all, limit, cursor, json, region, action, agency, state, kind, overdue, text, ...where }: Options) => {
        const api = connect(where);
        const filters = { region, action, agency, state, kind, overdue, text };
        try {
          const page =
            all === true
              ? { items: await collect(allPages(api, '/ledger', ledgerPage, filters)), next: null }
              : await api.get('/ledger', ledgerPage, { ...filters, cursor, limit });
          say(json === true, page, () => asText(page.items, page.next));
        } finally {
          await api.close();
        }
      },
    );

const columns: Column<LedgerEntry>[] = [
  { title: '编号', value: ({ number }) => number },
  { title: '状态', value: ({ state, overdue }) => `${STATE_ZH[state]}${overdue ? '（逾期）' : ''}` },
  { title: '类别', value: ({ kind }) => (kind === null ? '—' : KIND_ZH[kind]) },
  { title: '牵头', value: ({ lead }) => lead ?? '—' },
  { title: '截止', value: ({ dueAt }) => dueAt?.slice(0, 16).replace('T', ' ') ?? '—' },
  { title: '催办', value: ({ reminders }) => String(reminders), align: 'right' },
  { title: '督办', value: ({ supervisionOrders }) => String(supervisionOrders), align: 'right' },
  { title: '企业', value: ({ enterprise }) => enterprise.name, max: 24 },
  { title: '标题', value: ({ title }) => title, max: 44 },
  { title: 'id', value: ({ id }) => id },
];

function asText(items: readonly LedgerEntry[], next: string | null): string {
  if (items.length === 0) return '没有符合条件的诉求 · nothing matches';
  const more = next === null ? '' : `\n下一页 next page: --cursor ${next}`;
  return `${table(columns, items)}\n共 ${items.length} 件 · ${items.length} shown${more}`;
}
