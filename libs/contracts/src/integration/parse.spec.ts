import { caseFileEventType, integrationEvents, requestEventType } from './registry';
import { parseIntegrationEvent } from './parse';
import { TOPICS } from './topics';

const request = '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e11';
const caseFile = '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e12';
const at = '2022-08-22T09:00:00+08:00';
const accepted = { request, caseFile, agency: '530902/tax', revision: 1, by: 'u1', at };

describe('parseIntegrationEvent', () => {
  it('reads a report and ignores fields that it does not know', () => {
    const result = parseIntegrationEvent({
      type: caseFileEventType('tax', 'accepted'),
      data: { ...accepted, addedLater: { deep: true } },
    });
    expect(result).toEqual({
      readable: true,
      event: { aggregate: 'case-file', service: 'tax', fact: 'accepted', data: accepted },
    });
  });

  it('reads an event of the office', () => {
    const data = { request, revision: 3, participants: [{ agency: '530902/tax', caseFile, role: 'lead' }], at };
    const result = parseIntegrationEvent({ type: requestEventType('closed'), data });
    expect(result).toEqual({
      readable: true,
      event: { aggregate: 'request', service: 'coordination', fact: 'closed', data },
    });
  });

  it.each([
    ['sanban.tax.case-file.accepted.v2', accepted, 'unknown-version'],
    ['sanban.tax.case-file.applauded.v1', accepted, 'unknown-type'],
    ['sanban.gateway.case-file.accepted.v1', accepted, 'unknown-type'],
    ['sanban.tax.request.closed.v1', accepted, 'unknown-type'],
    ['accepted', accepted, 'unknown-type'],
    ['sanban.tax.case-file.accepted.v1', { ...accepted, agency: undefined }, 'invalid-data'],
    ['sanban.tax.case-file.accepted.v1', null, 'invalid-data'],
    ['sanban.tax.case-file.toString.v1', accepted, 'unknown-type'],
  ])('%s is unreadable, never guessed at', (type, data, code) => {
    expect(parseIntegrationEvent({ type, data })).toMatchObject({ readable: false, code });
  });

  it('names the field at fault', () => {
    const result = parseIntegrationEvent({
      type: caseFileEventType('tax', 'accepted'),
      data: { ...accepted, revision: -1 },
    });
    expect(result).toMatchObject({ reason: expect.stringContaining('revision') as string });
  });
});

it('the registry knows 16 facts of the office and 8 of each of 7 services, on 8 topics', () => {
  expect(integrationEvents.size).toBe(16 + 7 * 8);
  expect(TOPICS).toHaveLength(8);
});
