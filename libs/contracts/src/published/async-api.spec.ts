import { CASE_FILE_TOPICS, REQUEST_TOPIC } from '../integration/topics';
import { inboundTopic, outboundTopic } from '../integration/outside-topics';
import { publishedEvents } from '../integration/registry';
import { asyncApiDocument } from './async-api';
import { eventSchema } from './schemas';

const document = asyncApiDocument({ servers: ['kafka-secure://broker.example:9093', 'kafka://127.0.0.1:9092'] });

/** What a reference of the document leads to. */
function target(reference: string): unknown {
  return reference
    .replace('#/', '')
    .split('/')
    .reduce<unknown>(
      (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
      document,
    );
}
function references(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : references(value),
  );
}

describe('the AsyncAPI document', () => {
  it('resolves every reference', () => {
    const all = references(document);
    expect(all.length).toBeGreaterThan(publishedEvents.size);
    for (const reference of all) expect([reference, target(reference)]).not.toContain(undefined);
  });

  it('holds no schema and no message that nobody refers to', () => {
    const referred = new Set(references(document));
    for (const part of ['schemas', 'messages']) {
      for (const name of Object.keys(document.components[part] ?? {})) {
        expect(referred).toContain(`#/components/${part}/${name}`);
      }
    }
  });

  it('has a channel for every topic, and every type of event on exactly one', () => {
    const channels = Object.values(document.channels);
    const agency = (address: unknown) => String(address).replace('{region}', '530902').replace('{slug}', 'tax');
    expect(channels.map(({ address }) => agency(address)).sort()).toEqual(
      [REQUEST_TOPIC, ...CASE_FILE_TOPICS, inboundTopic('530902/tax'), outboundTopic('530902/tax')].sort(),
    );
    const types = channels.flatMap(({ messages }) => Object.keys(messages as object));
    expect(types.sort()).toEqual([...publishedEvents.keys()].sort());
  });

  it('names the brokers that are configured, with sign-in where it is secure', () => {
    expect(document.servers).toEqual({
      broker1: {
        host: 'broker.example:9093',
        protocol: 'kafka-secure',
        security: [{ $ref: '#/components/securitySchemes/scram' }],
      },
      broker2: { host: '127.0.0.1:9092', protocol: 'kafka' },
    });
    expect(asyncApiDocument({ servers: [] }).servers).toEqual({});
  });
});

describe('the schema of an event', () => {
  it('allows fields that it does not know, and refers only to its own definitions', () => {
    for (const type of publishedEvents.keys()) {
      const schema = eventSchema(type);
      expect(schema).toMatchObject({ $id: `https://sanban.example/schemas/${type}.json`, type: 'object' });
      expect(JSON.stringify(schema)).not.toContain('"additionalProperties":false');
      for (const reference of references(schema)) expect(reference).toMatch(/^#\/\$defs\//);
    }
  });

  it('is there for every type, and for nothing else', () => {
    expect(eventSchema('sanban.tax.case-file.accepted.v1')).toMatchObject({
      required: ['request', 'caseFile', 'agency', 'revision', 'by', 'at'],
    });
    expect(eventSchema('sanban.tax.case-file.accepted.v2')).toBeUndefined();
  });
});
