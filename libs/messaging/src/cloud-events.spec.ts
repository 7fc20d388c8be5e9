import { assertPublishable, fromStructured, toStructured } from './cloud-events';
import { publishable } from './publishable';
import { numbered } from './testing/integration-event';

const { event } = numbered('诉求-1', 1, 'event-1');

describe('CloudEvents in structured mode', () => {
  it('come back as they went in, with the attributes that the standard demands', () => {
    const stored: unknown = JSON.parse(toStructured(publishable('a', event)));
    expect(stored).toMatchObject({ specversion: '1.0', datacontenttype: 'application/json', id: 'event-1' });
    expect(fromStructured(stored)).toEqual({ event });
  });

  it('may be as long and as deep as can be stored, no longer and no deeper', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    const large = { ...event, id: '号'.repeat(170), source: '\u{1f600}'.repeat(128), data: nested(199) };
    expect(fromStructured({ specversion: '1.0', ...large })).toEqual({ event: large });
    const deeper = { specversion: '1.0', ...large, data: nested(200) };
    expect(fromStructured(deeper)).toEqual({ fault: 'nested deeper than 200 levels' });
  });

  it('may carry attributes that we do not know', () => {
    expect(fromStructured({ specversion: '1.0', ...event, traceparent: '00-…' })).toEqual({ event });
  });

  it.each([
    [{ specversion: '0.3' }, 'specversion'],
    [{ id: '' }, 'id'],
    [{ id: '号'.repeat(171) }, 'id must not be longer than 512 bytes'],
    [{ id: 'a\0b' }, 'id must not contain a NUL'],
    [{ source: '\udc00' }, 'source must not contain half a surrogate pair'],
    [{ time: '2022-08-22' }, 'time'],
    [{ data: undefined }, 'data'],
    [{ correlationid: 7 }, 'correlationid'],
  ])('are refused with %j, naming the attribute', (wrong, attribute) => {
    const read = fromStructured({ specversion: '1.0', ...event, ...wrong });
    expect('fault' in read ? read.fault : '').toContain(attribute);
  });

  it.each([null, 'text', 7, []])('are refused where there is %j instead', (body) => {
    expect(fromStructured(body)).toHaveProperty('fault');
  });

  it('are refused before they are sent when the key cannot be stored', () => {
    expect(() => assertPublishable('a\0b', event)).toThrow(/NUL/);
    expect(() => assertPublishable('a\ud800', event)).toThrow(/surrogate/);
    expect(() => assertPublishable('', event)).toThrow(/key/);
    expect(() => assertPublishable('a', { ...event, source: '' })).toThrow(/source/);
  });
});
