import type { Json } from '../openapi/schemas';

const text = { type: 'string', minLength: 1 };

/** CloudEvents 1.0, Kafka protocol binding, binary content mode (3.2): attributes as headers, UTF-8. */
export const CLOUD_EVENT_HEADERS: Json = {
  type: 'object',
  required: [
    'ce_specversion',
    'ce_id',
    'ce_type',
    'ce_source',
    'ce_subject',
    'ce_time',
    'ce_correlationid',
    'ce_causationid',
    'content-type',
  ],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: { ...text, description: 'The same at every repetition; unique within a topic.' },
    ce_type: { ...text, description: 'sanban.<…>.<fact>.v<major version>' },
    ce_source: { ...text, format: 'uri-reference' },
    ce_subject: {
      ...text,
      description:
        'The request id, which is also the key. Of `rejected` the key of the message, or the agency id where that was no UUID.',
    },
    ce_time: { ...text, format: 'date-time' },
    ce_correlationid: { ...text, description: 'One for everything that follows from one act.' },
    ce_causationid: { ...text, description: 'Id of the command or message that caused it.' },
    'content-type': { ...text, examples: ['application/json'] },
  },
};
