import { RecordedEvent } from './recorded-event';
import { newEvent } from './testing/new-event';

describe('a recorded event', () => {
  const { metadata, ...event } = newEvent({ type: 'Assigned' }, { lead: '530902/finance' });
  const place = { stream: 'test.thing-1', revision: 4, position: '7' };

  it('reads its metadata when they are asked for, once', () => {
    const parse = jest.spyOn(JSON, 'parse');
    const recorded = new RecordedEvent({ ...event, ...place }, JSON.stringify(metadata));
    expect(parse).not.toHaveBeenCalled();
    expect(recorded.metadata).toEqual(metadata);
    expect(recorded.metadata).toBe(recorded.metadata);
    expect(parse).toHaveBeenCalledTimes(1);
    parse.mockRestore();
  });

  it('keeps all but the data when it is raised to another schema version', () => {
    const recorded = new RecordedEvent({ ...event, ...place }, JSON.stringify(metadata));
    const raised = recorded.raised(2, { lead: null });
    expect(raised).toMatchObject({ ...event, ...place, schemaVersion: 2, data: { lead: null } });
    expect(raised.metadata).toEqual(metadata);
    expect(recorded.data).toEqual(event.data);
  });
});
