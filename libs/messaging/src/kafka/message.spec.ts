import type { KafkaMessage } from 'kafkajs';
import { toStructured } from '../cloud-events';
import { publishable } from '../publishable';
import { numbered } from '../testing/integration-event';
import { fromDeadLetter, fromMessage, toMessage } from './message';

const { key, event } = numbered('诉求-1', 7, 'event-7');

/** What a broker hands over: bytes. */
function received(part: {
  key?: string | Buffer | null;
  value?: string | Buffer | null;
  headers?: Record<string, string | Buffer>;
}): KafkaMessage {
  const { value = '{}', headers = {} } = part;
  return {
    key: part.key === null ? null : bytes(part.key ?? key),
    value: value === null ? null : bytes(value),
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, bytes(text)])),
    offset: '42',
    timestamp: '0',
    attributes: 0,
  };
}
const bytes = (text: string | Buffer) => (typeof text === 'string' ? Buffer.from(text) : text);
const sent = () => {
  const { value, headers } = toMessage(publishable(key, event));
  return { value, headers };
};
const read = (part: Parameters<typeof received>[0]) => fromMessage('t', 3, received(part));

describe('CloudEvents in Kafka’s binary mode', () => {
  it('carry their attributes in headers and their data in the value', () => {
    const { headers, value, key: on } = toMessage(publishable(key, event));
    expect(on).toBe(key);
    expect(headers).toEqual({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: 'event-7',
      ce_type: event.type,
      ce_source: event.source,
      ce_subject: event.subject,
      ce_time: event.time,
      ce_correlationid: 'correlation',
      ce_causationid: 'causation',
    });
    expect(JSON.parse(value)).toEqual({ n: 7 });
  });

  it('come back as they went in, with their place on the bus', () => {
    const delivery = read(sent());
    expect(delivery).toMatchObject({ offset: 42, key, id: 'event-7', fault: '' });
    expect(delivery.event).toEqual({ ...event, topic: 't', key, partition: 3, offset: '42' });
    expect(delivery.body).toMatchObject({ specversion: '1.0', id: 'event-7', data: { n: 7 } });
  });

  it('may come in structured mode, too', () => {
    const headers = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };
    expect(read({ value: toStructured(publishable(key, event)), headers }).event).toMatchObject(event);
  });

  it('may carry headers that we do not know', () => {
    expect(read({ ...sent(), headers: { ...sent().headers, ce_traceparent: '00', other: 'x' } }).event).toMatchObject(
      event,
    );
  });
});

describe('what an outside system may put there instead', () => {
  const without = (name: string) =>
    Object.fromEntries(Object.entries(sent().headers).filter(([header]) => header !== name));

  it.each([
    [{ headers: {} }, 'no ce_specversion'],
    [{ ...sent(), headers: without('ce_id') }, 'id '],
    [{ ...sent(), headers: { ...sent().headers, ce_time: 'yesterday' } }, 'time '],
    [{ ...sent(), headers: { ...sent().headers, ce_id: 'a\0b' } }, 'id must not contain a NUL'],
    [{ ...sent(), headers: { ...sent().headers, ce_id: 'x'.repeat(5_000) } }, 'id '],
    [{ ...sent(), value: '<xml/>' }, 'not JSON'],
    [{ ...sent(), value: '['.repeat(500_000) + ']'.repeat(500_000) }, 'deeper than 200 levels'],
    [{ ...sent(), value: null }, 'no value'],
    [{ ...sent(), key: 'a\0b' }, 'key'],
    [{ ...sent(), key: 'k'.repeat(600) }, 'key'],
    [{ value: '7', headers: { 'content-type': 'application/cloudevents+json' } }, 'CloudEvents 1.0 envelope'],
  ])('is a delivery with a fault, whole for the dead letters: %#', (part, fault) => {
    const delivery = read(part);
    expect(delivery.event).toBeNull();
    expect(delivery.fault).toContain(fault);
    expect(delivery.id).toBe('t/3/42');
    const given = 'key' in part ? part.key : key;
    expect(delivery.key).toBe(given === key ? key : 't/3/42');
    expect(delivery.body).toMatchObject({ key: given, value: 'value' in part ? part.value : '{}' });
  });

  it('may lack a key', () => {
    expect(read({ ...sent(), key: null })).toMatchObject({ key: 't/3/42', id: 'event-7', event: { key: 't/3/42' } });
    expect(read({ value: 'no JSON', key: null })).toMatchObject({ key: 't/3/42', id: 't/3/42' });
  });
});

describe('bytes that are no UTF-8', () => {
  /** 请 in GB 18030, as an older system may write it. */
  const GARBLED = Buffer.from([0xc7, 0xeb]);
  const kept = { base64: 'x+s=' };
  const inJson = Buffer.concat([Buffer.from('{"n":"'), GARBLED, Buffer.from('"}')]);
  const header = (name: string) => ({ ...sent(), headers: { ...sent().headers, [name]: GARBLED } });

  it.each([
    [{ ...sent(), value: inJson }, 'the value is not UTF-8', key, { value: { base64: inJson.toString('base64') } }],
    [{ ...sent(), key: GARBLED }, 'the key is not UTF-8', 't/3/42', { key: kept }],
    [header('ce_subject'), 'the header ce_subject is not UTF-8', key, { headers: { ce_subject: kept } }],
    [header('content-type'), 'the header content-type is not UTF-8', key, { headers: { 'content-type': kept } }],
    [
      { ...header('ce_id'), key: GARBLED },
      'the key and the header ce_id are not UTF-8',
      't/3/42',
      { key: kept, headers: { ce_id: kept, ce_type: event.type } },
    ],
  ])('are no other text, but a fault that names the part, and kept as they came: %#', (part, fault, under, body) => {
    const delivery = read(part);
    expect(delivery).toMatchObject({ event: null, fault: `${fault}, and kept as base64`, key: under, id: 't/3/42' });
    expect(delivery.body).toMatchObject(body);
  });

  it('are nobody’s business in a header that is not read', () => {
    expect(read({ ...sent(), headers: { ...sent().headers, trace: GARBLED, ce_mine: GARBLED } }).event).toEqual(
      read(sent()).event,
    );
  });
});

describe('what lies in the dead letters', () => {
  const place = { topic: 't', partition: 3, offset: 42 };
  const readAgain = (delivery: ReturnType<typeof read>) =>
    fromDeadLetter(place, delivery.key, JSON.parse(JSON.stringify(delivery.body)));

  it.each([
    [sent()],
    [{ ...sent(), key: Buffer.from([0xff]) }],
    [{ ...sent(), value: Buffer.from([0xff]) }],
    [{ ...sent(), value: 'no JSON' }],
    [{ ...sent(), value: null }],
    [{ ...sent(), headers: {}, key: null }],
  ])('reads again as it was read: %#', (part) => {
    expect(readAgain(read(part))).toEqual(read(part));
  });
});
