import { RecordedEvent } from './recorded-event';
import { newEvent } from './testing/new-event';
import { upcasting, type Upcaster } from './upcast';

const recorded = (type: string, schemaVersion: number, data: RecordedEvent['data']): RecordedEvent => {
  const { metadata, ...event } = newEvent({ type, schemaVersion }, data);
  return new RecordedEvent({ ...event, stream: 'test.thing-1', revision: 0, position: '1' }, JSON.stringify(metadata));
};

const upcasters: Upcaster[] = [
  { type: 'Assigned', from: 2, upcast: (data) => ({ ...data, cooperating: [] }) },
  { type: 'Assigned', from: 1, upcast: ({ agency, ...rest }) => ({ ...rest, lead: agency }) },
];

describe('upcasters', () => {
  it('bring an old event to the newest version, step by step', () => {
    const upcast = upcasting(upcasters);
    const old = recorded('Assigned', 1, { agency: '530902/finance' });
    const { id, type, stream, revision, position, metadata } = old;
    const upcasted = upcast(old);
    expect(upcasted).toMatchObject({ id, type, stream, revision, position, schemaVersion: 3 });
    expect(upcasted.data).toEqual({ lead: '530902/finance', cooperating: [] });
    expect(upcasted.metadata).toEqual(metadata);
    expect(old.data).toEqual({ agency: '530902/finance' });
    expect(upcast(recorded('Assigned', 2, { lead: 'x' })).schemaVersion).toBe(3);
  });

  it('leave the newest version and other types as they are', () => {
    const upcast = upcasting(upcasters);
    for (const event of [recorded('Assigned', 3, {}), recorded('Closed', 1, {})]) expect(upcast(event)).toBe(event);
  });

  it('leave an event that one fails on to its reader: its data are the error, the rest can be read', () => {
    const failing: Upcaster = {
      type: 'Closed',
      from: 1,
      upcast: () => {
        throw new TypeError('no name');
      },
    };
    const upcast = upcasting([...upcasters, failing]);
    const old = recorded('Closed', 1, {});
    const event = upcast(old);
    const { id, type, stream, revision, position } = old;
    expect(event).toMatchObject({ id, type, stream, revision, position, schemaVersion: 1 });
    expect(event.metadata).toEqual(old.metadata);
    expect(() => event.data).toThrow(
      `event ${event.id} (Closed) cannot be read: its upcaster from schema version 1: no name`,
    );
  });

  it('must not compete for one version', () => {
    const twice = { type: 'Assigned', from: 1, upcast: (data: RecordedEvent['data']) => data };
    expect(() => upcasting([...upcasters, twice])).toThrow('two upcasters for Assigned from schema version 1');
  });
});
