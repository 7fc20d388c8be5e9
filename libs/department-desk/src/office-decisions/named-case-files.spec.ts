import { parseIntegrationEvent, type RequestIntegrationEvent } from '@sanban/contracts';
import { Programmes } from '@sanban/service-kit';
import { OfficeRequest } from '../testing/office';
import { decisionOf, namedCaseFiles } from './named-case-files';

const programmes = Programmes.load();

function decision(event: { type: string; data: unknown }) {
  const parsed = parseIntegrationEvent(event);
  if (!parsed.readable) throw new Error(parsed.reason);
  return decisionOf(parsed.event as RequestIntegrationEvent);
}

describe('whom a decision of the office concerns', () => {
  it('the lead and every cooperating agency', () => {
    const office = OfficeRequest.of(programmes, '530902/tax', ['530902/finance']);
    const assigned = decision(office.assigned());
    expect(assigned.type).toBe('assigned');
    expect(namedCaseFiles(assigned)).toEqual(office.participants.map(({ agency, caseFile }) => ({ agency, caseFile })));
  });

  it('also those whose part ends, each once', () => {
    const office = OfficeRequest.of(programmes, '530902/tax', ['530902/finance']);
    const before = office.caseFileOf('530902/tax');
    const named = namedCaseFiles(decision(office.reassigned('530902/finance', [])));
    expect(named).toEqual([
      { agency: '530902/finance', caseFile: office.caseFileOf('530902/finance') },
      { agency: '530902/tax', caseFile: before },
    ]);
  });

  it('also the one that it is about, when it takes no part any more', () => {
    const office = OfficeRequest.of(programmes, '530902/tax', ['530902/finance']);
    const caseFile = office.caseFileOf('530902/finance');
    office.participants = office.participants.slice(0, 1);
    const withdrawn = office.says('cooperation-withdrawn', { agency: '530902/finance', caseFile });
    expect(namedCaseFiles(decision(withdrawn))).toContainEqual({ agency: '530902/finance', caseFile });
  });
});
