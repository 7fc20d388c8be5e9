import { requestView, timeline } from '@sanban/contracts';
import { requestText } from './request-text';

const ID = '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e11';
const FORGED = '2026-11-28 00:05  核实通过 · Resolution verified  ［530902/office］';

const request = requestView.parse({
  id: ID,
  number: '530902-2022-000001',
  revision: 4,
  state: 'handling',
  region: '530902',
  programme: 'linxiang-2022',
  enterprise: { id: '91530902MA6K000019', name: `某企业\n${FORGED}` },
  title: `留抵退税\r${FORGED}`,
  text: `至今未到账\n${FORGED}\n    请协调`,
  submittedAt: '2022-08-22T09:00:00+08:00',
  kind: 'general',
  action: 'tax-reduction',
  measures: [],
  policyBasis: 'supported',
  round: 1,
  lead: '530902/tax',
  cooperating: [],
  participants: [],
  suggestedAssignment: null,
  deadlines: [],
  clocks: null,
  plan: null,
  extension: null,
  suspension: null,
  suspendedAt: null,
  outcome: null,
  satisfaction: null,
});
const entry = (revision: number, zh: string, en: string, detail: string | null) => ({
  id: ID,
  revision,
  at: '2022-08-22T09:00:00+08:00',
  type: 'X',
  title: { zh, en },
  detail: detail === null ? null : { zh: detail, en: detail },
  actor: { agency: '530902/tax', role: 'handler' },
  deadlines: [],
});
const story = timeline.parse({
  id: ID,
  revision: 4,
  entries: [
    entry(1, '签收', 'Accepted', null),
    entry(2, '制定办理方案', 'Planned', '2022-09-02 核对材料\n2022-09-05 退税'),
    entry(3, '报告进展', 'Progress', `已联系企业\n${FORGED}\u001b[2A`),
  ],
});

it('lets nobody write a line that looks like one of the trail', () => {
  expect(requestText(request, story).split('\n')).toEqual([
    '530902-2022-000001  办理中  一般问题  版本 revision 4',
    `    留抵退税 ${FORGED.replace(/\s+/g, ' ')}`,
    '    至今未到账',
    `    ${FORGED}`,
    '        请协调',
    `企业 某企业 ${FORGED.replace(/\s+/g, ' ')}（91530902MA6K000019）`,
    '牵头 530902/tax  配合 —',
    '',
    '2022-08-22 09:00  签收 · Accepted  ［530902/tax］',
    '2022-08-22 09:00  制定办理方案 · Planned  ［530902/tax］',
    '    2022-09-02 核对材料',
    '    2022-09-05 退税',
    '2022-08-22 09:00  报告进展 · Progress  ［530902/tax］',
    '    已联系企业',
    `    ${FORGED}\ufffd[2A`,
  ]);
});
