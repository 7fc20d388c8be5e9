import type { ExplainedDeadlineView, RequestView, Timeline } from '@sanban/contracts';
import { indented, oneLine } from '../output/lines';
import { KIND_ZH, STATE_ZH } from '../output/words';

/** A request and all that happened to it, for people. Only what is ours begins at the left. */
export const requestText = (request: RequestView, story: Timeline): string =>
  [...head(request), '', ...story.entries.flatMap(entryLines)].join('\n');

function head(request: RequestView): string[] {
  const kind = request.kind === null ? '未分类' : `${KIND_ZH[request.kind]}问题`;
  return [
    `${request.number ?? request.id}  ${STATE_ZH[request.state]}  ${kind}  版本 revision ${request.revision}`,
    ...indented(oneLine(request.title), 4),
    ...indented(request.text, 4),
    `企业 ${oneLine(request.enterprise.name)}（${request.enterprise.id}）`,
    `牵头 ${request.lead ?? '—'}  配合 ${request.cooperating.join('、') || '—'}`,
    ...(request.clocks?.agencies ?? []).map(
      ({ agency, elapsed, running }) => `用时 ${agency} ${days(elapsed)}${running ? '（计时中）' : ''}`,
    ),
  ];
}

const days = (milliseconds: number): string => `${(milliseconds / 86_400_000).toFixed(1)} 天`;

const OUTCOME_ZH = { open: '未到期', met: '按期', missed: '逾期', moved: '已变更', lapsed: '不再计' } as const;

const entryLines = ({ at, title, detail, actor, deadlines }: Timeline['entries'][number]): string[] => [
  `${minute(at)}  ${title.zh} · ${title.en}  ［${actor.agency ?? actor.role}］`,
  ...(detail === null ? [] : indented(detail.zh, 4)),
  ...deadlines.flatMap(deadlineLines),
];

function deadlineLines({ deadline, explanation, outcome }: ExplainedDeadlineView): string[] {
  const rule = explanation === null ? '' : `：${explanation.text.zh}`;
  return [
    `    时限 ${deadline.subject} ${deadline.agency} ${minute(deadline.dueAt)} 前（${OUTCOME_ZH[outcome]}）${rule}`,
    ...(explanation?.runs ?? []).map(({ text }) => `        ${text.zh}`),
  ];
}

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ');
