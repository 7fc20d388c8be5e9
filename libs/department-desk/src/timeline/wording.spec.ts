import type { CaseFileEvent } from '@sanban/casework';
import { AgencyNames, Programmes } from '@sanban/service-kit';
import { detailOf } from './wording';

const TAX = '530902/tax';
const FINANCE = '530902/finance';
const at = '2022-08-22T09:00:00+08:00';
const dueAt = '2022-08-30T00:00:00+08:00';
const deadline = `resolve:${TAX}:1`;
const names = new AgencyNames(Programmes.load().forRegion('530902'));
const tax = names.of(TAX);
const finance = names.of(FINANCE);

const detail = (event: CaseFileEvent) =>
  detailOf(event, names, (id) => (id === deadline ? { zh: '办结', en: 'resolution' } : null));

describe('the details of a case file’s timeline', () => {
  it('name agencies as people do', () => {
    expect(tax.zh).not.toContain('/');
    expect(detail({ type: 'OpinionReceived', data: { agency: TAX, opinion: '同意兑现', at } })).toEqual({
      zh: `${tax.zh}：同意兑现`,
      en: `${tax.en}: 同意兑现`,
    });
    expect(detail({ type: 'ParticipantsChanged', data: { lead: FINANCE, cooperating: [TAX], at } })).toEqual({
      zh: `${finance.zh}牵头；${tax.zh}配合`,
      en: `${finance.en} leads; with ${tax.en}`,
    });
    const returned = { reason: '不属职责', suggestedLead: FINANCE, by: 'u', at };
    expect(detail({ type: 'CaseFileReturned', data: returned })?.zh).toBe(`不属职责（建议由${finance.zh}牵头）`);
  });

  it('say of a reminder and a supervision order which deadline it is, and its day', () => {
    expect(detail({ type: 'Reminded', data: { deadline, dueAt, at } })).toEqual({
      zh: '办结，期限 2022-08-29',
      en: 'resolution, due by 2022-08-29',
    });
    expect(detail({ type: 'SupervisionOrderReceived', data: { deadline, dueAt, number: 3, at } })).toEqual({
      zh: '第 3 号督办单：办结，期限 2022-08-29',
      en: 'order no. 3: resolution, due by 2022-08-29',
    });
    expect(detail({ type: 'Reminded', data: { deadline: 'unknown', dueAt, at } })?.en).toBe('due by 2022-08-29');
  });

  it('hold the ground of a suspension, the result and the evidence', () => {
    const suspension = { reasonCode: 'season', reason: '雨季无法施工', by: 'u', at };
    expect(detail({ type: 'SuspensionRequested', data: suspension })?.en).toBe('雨季无法施工 (season)');
    const outcome = { summary: '已付', result: 'referred' as const, evidence: [{ title: '凭证', reference: '12号' }] };
    expect(detail({ type: 'CaseFileResolved', data: { outcome, by: 'u', at } })).toEqual({
      zh: '已付（已上报）\n凭证 12号',
      en: '已付 (referred)\n凭证 12号',
    });
  });
});
