import { inboundEvents, integrationEvents, outboundEvents, publishedEvents } from '../integration/registry';
import { CASE_FILE_TOPICS, REQUEST_TOPIC } from '../integration/topics';
import type { Json } from '../openapi/schemas';
import { CLOUD_EVENT_HEADERS } from './cloud-event-headers';
import { payloads } from './payloads';

/** AsyncAPI 3.0 of everything that goes over the bus. */
export interface AsyncApiDocument {
  asyncapi: '3.0.0';
  info: Json;
  defaultContentType: 'application/json';
  servers: Record<string, Json>;
  channels: Record<string, Json>;
  operations: Record<string, Json>;
  components: Record<string, Record<string, Json>>;
}

export interface AsyncApiOptions {
  /** `kafka://host:port` or `kafka-secure://host:port` (TLS and SASL), as other agencies reach the broker. */
  servers: readonly string[];
}

interface Channel {
  id: string;
  address: string;
  description: string;
  types: readonly string[];
  /** Whether an agency's own system is at the other end. */
  outside: boolean;
  /** What this application does with it; the services among themselves do both. */
  actions: readonly ('send' | 'receive')[];
}

const OUTSIDE = 'region 与 slug 见 /api/v1/agencies。';

const CHANNELS: readonly Channel[] = [
  {
    id: 'outbound',
    address: 'sanban.outbound.{region}.{slug}',
    description: `发给某单位自有系统的通知；仅该单位可读。What we say to one agency’s own system. ${OUTSIDE}`,
    types: [...outboundEvents.keys()],
    outside: true,
    actions: ['send'],
  },
  {
    id: 'inbound',
    address: 'sanban.inbound.{region}.{slug}',
    description: `某单位自有系统的答复；仅该单位可写。What one agency’s own system answers. ${OUTSIDE}`,
    types: [...inboundEvents.keys()],
    outside: true,
    actions: ['receive'],
  },
  ...[REQUEST_TOPIC, ...CASE_FILE_TOPICS].map((topic): Channel => ({
    id: topic,
    address: topic,
    description:
      topic === REQUEST_TOPIC
        ? '办公室告知各单位（内部）。What the office tells the agencies’ services (inside).'
        : '各单位报告办公室（内部）。What the agencies of one service report to the office (inside).',
    types: [...integrationEvents.keys()].filter((type) => type.startsWith(`${topic}.`)),
    outside: false,
    actions: ['send', 'receive'],
  })),
];

const ref = (path: string): Json => ({ $ref: `#/${path}` });

export function asyncApiDocument({ servers }: AsyncApiOptions): AsyncApiDocument {
  const { schemas, payloadOf } = payloads();
  return {
    asyncapi: '3.0.0',
    info: {
      title: '三办 Sanban · 事件接口',
      version: '1',
      description:
        'CloudEvents 1.0 in Kafka’s binary mode: attributes in `ce_` headers, `data` as the value, the request id as the key. ' +
        'In order per key, at least once: know a repetition by `ce_id`. Ignore fields and types that you do not know; ' +
        'another major version has another type (`….v2`). How to join: docs/integration.md.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: Object.fromEntries(servers.map((url, index) => [`broker${index + 1}`, serverOf(url)])),
    channels: Object.fromEntries(CHANNELS.map((channel) => [channel.id, describe(channel)])),
    operations: Object.fromEntries(CHANNELS.flatMap(operationsOf)),
    components: {
      messages: Object.fromEntries([...publishedEvents.keys()].map((type) => [type, message(type, payloadOf(type))])),
      schemas: { ...schemas, CloudEventHeaders: CLOUD_EVENT_HEADERS },
      securitySchemes: {
        scram: { type: 'scramSha512', description: '每个单位一个账号。One user per agency.' },
      },
    },
  };
}

function serverOf(url: string): Json {
  const { host, protocol } = new URL(url);
  const secure = protocol === 'kafka-secure:';
  return {
    host,
    protocol: secure ? 'kafka-secure' : 'kafka',
    ...(secure ? { security: [ref('components/securitySchemes/scram')] } : {}),
  };
}

const describe = ({ address, description, types, outside }: Channel): Json => ({
  address,
  description,
  ...(outside
    ? {
        parameters: {
          region: { description: 'GB/T 2260', examples: ['530902'] },
          slug: { description: '单位 agency', examples: ['tax'] },
        },
      }
    : {}),
  messages: Object.fromEntries(types.map((type) => [type, ref(`components/messages/${type}`)])),
});

const operationsOf = ({ id, actions }: Channel): [string, Json][] =>
  actions.map((action) => [`${action}.${id}`, { action, channel: ref(`channels/${id}`) }]);

const message = (type: string, payload: Json): Json => ({
  name: type,
  contentType: 'application/json',
  headers: ref('components/schemas/CloudEventHeaders'),
  payload,
  bindings: {
    kafka: { key: { type: 'string', format: 'uuid', description: 'request id' }, bindingVersion: '0.5.0' },
  },
});
