import { assertPublishable, fromStructured, toStructured } from './cloud-events';
import { numbered } from './testing/integration-event';

const { event } = numbered('诉求-1', 1, 'event-1');

describe('CloudEvents in structured mode', () => {
  it('come back as they went in, with the attributes that the standard demands', () => {
    const stored: unknown = JSON.parse(toStructured(event));
    expect(stored).toMatchObject({ specversion: '1.0', datacontenttype: 'application/json', id: 'event-1' });
    expect(fromStructured(stored)).toEqual({ event });
  });

  it('may carry attributes that we do not know', () => {
    expect(fromStructured({ specversion: '1.0', ...event, traceparent: '00-…' })).toEqual({ event });
  });

  it.each([
    [{ specversion: '0.3' }, 'specversion'],
    [{ id: '' }, 'id'],
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
    expect(() => assertPublishable('', event)).toThrow(/key/);
    expect(() => assertPublishable('a', { ...event, source: '' })).toThrow(/source/);
  });
});
