import { requestView, timeline, type ExplainedDeadlineView, type RequestView, type Timeline } from '@sanban/contracts';
import type { Command } from 'commander';
import { connect, type ConnectionOptions } from '../connection/connect';
import { say } from '../output/say';
import { KIND_ZH, STATE_ZH } from '../output/words';
import { withConnection, type JsonOption } from './options';

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
        say(json === true, { request, timeline: story }, () => `${head(request)}\n\n${lines(story)}`);
      } finally {
        await api.close();
      }
    });

function head(request: RequestView): string {
  const kind = request.kind === null ? '未分类' : `${KIND_ZH[request.kind]}问题`;
  return [
    `${request.number ?? request.id}  ${STATE_ZH[request.state]}  ${kind}  版本 revision ${request.revision}`,
    request.title,
    request.text,
    `企业 ${request.enterprise.name}（${request.enterprise.id}）`,
    `牵头 ${request.lead ?? '—'}  配合 ${request.cooperating.join('、') || '—'}`,
    ...(request.clocks?.agencies ?? []).map(
      ({ agency, elapsed, running }) => `用时 ${agency} ${days(elapsed)}${running ? '（计时中）' : ''}`,
    ),
  ].join('\n');
}

const days = (milliseconds: number): string => `${(milliseconds / 86_400_000).toFixed(1)} 天`;

const OUTCOME_ZH = { open: '未到期', met: '按期', missed: '逾期', moved: '已变更', lapsed: '不再计' } as const;

function lines({ entries }: Timeline): string {
  return entries
    .flatMap(({ at, title, detail, actor, deadlines }) => [
      `${minute(at)}  ${title.zh} · ${title.en}  ［${actor.agency ?? actor.role}］`,
      ...(detail === null ? [] : [`    ${detail.zh}`]),
      ...deadlines.flatMap(deadlineLines),
    ])
    .join('\n');
}

function deadlineLines({ deadline, explanation, outcome }: ExplainedDeadlineView): string[] {
  const rule = explanation === null ? '' : `：${explanation.text.zh}`;
  return [
    `    时限 ${deadline.subject} ${deadline.agency} ${minute(deadline.dueAt)} 前（${OUTCOME_ZH[outcome]}）${rule}`,
    ...(explanation?.runs ?? []).map(({ text }) => `        ${text.zh}`),
  ];
}

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ');
