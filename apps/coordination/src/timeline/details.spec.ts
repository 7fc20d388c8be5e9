import type { AgencyReport, RequestEvent } from '@sanban/casework';
import { Programmes } from '@sanban/service-kit';
import { detailOf } from './details';

const TAX = '530902/tax';
const FINANCE = '530902/finance';
const at = '2022-08-22T09:00:00+08:00';
const dueAt = '2022-08-30T00:00:00+08:00';
const part = { agency: TAX, caseFile: 'c', by: 'u', at };
const deadline = `resolve:${TAX}:1`;
const programme = Programmes.load().forRegion('530902');
const taxName = programme.agency(TAX)?.name ?? { zh: '', en: '' };
const financeName = programme.agency(FINANCE)?.name ?? { zh: '', en: '' };
const outcome = {
  summary: '退税款已到账',
  result: 'solved' as const,
  evidence: [{ title: '退税凭证', reference: '临翔税退〔2022〕12号' }],
};

const detail = (event: RequestEvent) =>
  detailOf(event, programme, (id) => (id === deadline ? { zh: '办结', en: 'resolution' } : null));
const setAside = (content: AgencyReport): RequestEvent => ({
  type: 'ReportSetAside',
  data: { agency: TAX, caseFile: 'c', report: content.type, reason: { zh: '已转办', en: 'reassigned' }, content, at },
});

describe('the details of a request’s timeline', () => {
  it('name the agencies as people do, and say why the request was given to others', () => {
    const data = {
      round: 2,
      lead: { agency: TAX, caseFile: 'c' },
      cooperating: [{ agency: FINANCE, caseFile: 'd' }],
      withdrawn: [],
      deadlines: [],
      by: 'u',
      at,
    };
    expect(detail({ type: 'RequestReassigned', data: { ...data, reason: '经核实属税务职责' } })).toEqual({
      zh: `${taxName.zh}牵头；${financeName.zh}配合：经核实属税务职责`,
      en: `${taxName.en} leads; with ${financeName.en}: 经核实属税务职责`,
    });
    expect(detail({ type: 'RequestAssigned', data })?.zh).toBe(`${taxName.zh}牵头；${financeName.zh}配合`);
  });

  it.each([
    ['资料齐全', 'general, ', ' supported by policy: 资料齐全'],
    [null, 'general, ', ' supported by policy'],
  ])('hold the note of the triage: %s', (note, start, end) => {
    const { en } = detail({
      type: 'RequestTriaged',
      data: { kind: 'general', action: 'tax-reduction', measures: [], policyBasis: 'supported', note, by: 'u', at },
    }) ?? { en: '' };
    expect([en.slice(0, start.length), en.slice(-end.length)]).toEqual([start, end]);
  });

  it.each([
    [null, null, null],
    [null, '已归档', '已归档'],
    ['非部门原因', null, '非部门原因'],
    ['非部门原因', '已归档', '非部门原因\n已归档'],
  ])('hold both the ruling and the note of the closing: %s, %s', (ruling, note, expected) => {
    expect(detail({ type: 'RequestClosed', data: { by: 'u', note, ruling, at } })?.zh ?? null).toBe(expected);
  });

  it('say whom a returning agency suggests, and on which ground a suspension is asked for', () => {
    const returned = { ...part, reason: '不属职责', suggestedLead: FINANCE };
    expect(detail({ type: 'ReturnRequested', data: returned })).toEqual({
      zh: `${taxName.zh}：不属职责（建议由${financeName.zh}牵头）`,
      en: `${taxName.en}: 不属职责 (suggested lead: ${financeName.en})`,
    });
    const suspension = { ...part, reasonCode: 'season', reason: '雨季无法施工' };
    expect(detail({ type: 'SuspensionRequested', data: suspension })?.zh).toBe(`${taxName.zh}：雨季无法施工（season）`);
  });

  it.each([
    ['材料齐全，情况属实', '材料齐全，情况属实'],
    [null, null],
    [undefined, null],
  ])('hold what the first of two approvals was given for: %s', (reason, words) => {
    const data = { deadline, by: 'u', at, ...(reason === undefined ? {} : { reason }) };
    expect(detail({ type: 'ExtensionApprovalGiven', data })?.zh ?? null).toBe(words);
  });

  it('keep the result and the evidence of a resolution that is rejected later', () => {
    expect(detail({ type: 'RequestResolved', data: { ...part, outcome } })).toEqual({
      zh: `${taxName.zh}：退税款已到账（已解决）\n退税凭证 临翔税退〔2022〕12号`,
      en: `${taxName.en}: 退税款已到账 (solved)\n退税凭证 临翔税退〔2022〕12号`,
    });
  });

  it('say which deadline is supervised, and its day', () => {
    const data = { deadline, agency: TAX, dueAt, step: 'reminder@-1', clause: 'practice', at };
    expect(detail({ type: 'ReminderIssued', data })).toEqual({
      zh: `办结：${taxName.zh}，期限 2022-08-29`,
      en: `resolution: ${taxName.en}, due by 2022-08-29`,
    });
    expect(detail({ type: 'SupervisionOrderIssued', data: { ...data, number: 3 } })).toEqual({
      zh: `第 3 号督办单：办结：${taxName.zh}，期限 2022-08-29`,
      en: `order no. 3: resolution: ${taxName.en}, due by 2022-08-29`,
    });
  });

  it.each<[string, AgencyReport, string | null]>([
    ['an acceptance', { ...part, type: 'accepted' }, null],
    ['a return', { ...part, type: 'returned', reason: '不属职责', suggestedLead: null }, '不属职责'],
    ['progress', { ...part, type: 'progress-reported', text: '已联系企业' }, '已联系企业'],
    ['an opinion', { ...part, type: 'opinion-given', opinion: '同意兑现' }, '同意兑现'],
    ['a resolution', { ...part, type: 'resolved', outcome }, '退税款已到账（已解决）\n退税凭证 临翔税退〔2022〕12号'],
    [
      'the wish for an extension',
      { ...part, type: 'extension-requested', deadline, until: '2022-09-15', reason: '需上级批复' },
      '2022-09-15 需上级批复',
    ],
    [
      'the wish for a suspension',
      { ...part, type: 'suspension-requested', reasonCode: 'season', reason: '雨季' },
      '雨季（season）',
    ],
  ])('hold what an agency said without effect: %s', (_, content, words) => {
    const why = `${taxName.zh}：已转办`;
    expect(detail(setAside(content))?.zh).toBe(words === null ? why : `${why}\n${words}`);
  });
});
