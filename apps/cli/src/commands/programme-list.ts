import { loadProgrammes } from '@sanban/programme';
import type { Command } from 'commander';
import { say } from '../output/say';
import { table } from '../output/table';
import { withJson, type JsonOption } from './options';

/** `sanban programme list`: the packs of this checkout. */
export const programmeList = (parent: Command): Command =>
  withJson(parent.command('list'))
    .description('列出全部方案 · all programmes')
    .action(({ json }: JsonOption) => {
      const rows = loadProgrammes().map((programme) => ({
        id: programme.id,
        region: programme.region,
        name: programme.name,
        parent: programme.parent,
        actions: programme.actions.length,
        measures: programme.measures.length,
        agencies: programme.agencies.length,
      }));
      say(json === true, rows, () =>
        table(
          [
            { title: '方案', value: ({ id }) => id },
            { title: '地区', value: ({ region }) => region },
            { title: '名称', value: ({ name }) => name.zh, max: 60 },
            { title: '上级', value: ({ parent: above }) => above ?? '—' },
            { title: '行动', value: ({ actions }) => String(actions), align: 'right' },
            { title: '措施', value: ({ measures }) => String(measures), align: 'right' },
            { title: '单位', value: ({ agencies }) => String(agencies), align: 'right' },
          ],
          rows,
        ),
      );
    });
