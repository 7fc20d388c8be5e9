import { ledgerPage, requestView, timeline } from '@sanban/contracts';
import type { Command } from 'commander';
import type { Api } from '../connection/api';
import { connect, type ConnectionOptions } from '../connection/connect';
import { allPages } from '../connection/pages';
import { Failure } from '../output/failure';
import { say } from '../output/say';
import { withConnection, type JsonOption } from './options';
import { requestText } from './request-text';

/** `sanban request show ID`: the record, the timeline, and why each deadline is when it is. */
export const requestShow = (parent: Command): Command =>
  withConnection(parent.command('show'))
    .description('一件诉求的全过程和各时限的说明 · one request, its timeline and the reason for each deadline')
    .argument('<id>', '诉求编号或 id · number or id of the request')
    .action(async (named: string, { json, ...where }: JsonOption & ConnectionOptions) => {
      const api = connect(where);
      try {
        const id = NUMBER.test(named) ? await idOf(named, api) : named;
        const path = `/requests/${encodeURIComponent(id)}`;
        const request = await api.get(path, requestView);
        const story = await api.get(`${path}/timeline`, timeline);
        say(json === true, { request, timeline: story }, () => requestText(request, story));
      } finally {
        await api.close();
      }
    });

/** As the ledger numbers them, e.g. `530902-2022-000123`. */
const NUMBER = /^\d{6}-\d{4}-\d+$/;

async function idOf(number: string, api: Api): Promise<string> {
  // Whoever quotes the number in a text is found as well.
  for await (const entry of allPages(api, '/ledger', ledgerPage, { text: number })) {
    if (entry.number === number) return entry.id;
  }
  throw new Failure('request-not-found', `台账中没有编号 ${number} 的诉求。`, `The ledger has no request ${number}.`);
}
