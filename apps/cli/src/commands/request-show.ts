import { requestView, timeline } from '@sanban/contracts';
import type { Command } from 'commander';
import { connect, type ConnectionOptions } from '../connection/connect';
import { say } from '../output/say';
import { withConnection, type JsonOption } from './options';
import { requestText } from './request-text';

/** `sanban request show ID`: the record, the timeline, and why each deadline is when it is. */
export const requestShow = (parent: Command): Command =>
  withConnection(parent.command('show'))
    .description('一件诉求的全过程和各时限的说明 · one request, its timeline and the reason for each deadline')
    .argument('<id>', '诉求 id · id of the request')
    .action(async (id: string, { json, ...where }: JsonOption & ConnectionOptions) => {
      const api = connect(where);
      try {
        const path = `/requests/${encodeURIComponent(id)}`;
        const request = await api.get(path, requestView);
        const story = await api.get(`${path}/timeline`, timeline);
        say(json === true, { request, timeline: story }, () => requestText(request, story));
      } finally {
        await api.close();
      }
    });
