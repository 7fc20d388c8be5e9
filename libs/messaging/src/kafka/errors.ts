import { KafkaJSAggregateError } from 'kafkajs';
import { ForeignBus } from '../inbox/identity';

/** No repetition helps before a person has changed rights, configuration or code. */
const FINAL = new Set([
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'SASL_AUTHENTICATION_FAILED',
  'INVALID_TOPIC_EXCEPTION',
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'POLICY_VIOLATION',
]);

/** Kafka's own names of what went wrong, from the outermost error to the innermost. */
export function kafkaTypes(error: unknown): string[] {
  const types: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('type' in at && typeof at.type === 'string') types.push(at.type);
    if (at instanceof KafkaJSAggregateError) types.push(...at.errors.flatMap(kafkaTypes));
    if (at.name === 'KafkaJSSASLAuthenticationError') types.push('SASL_AUTHENTICATION_FAILED');
  }
  return types;
}

export const isFinal = (error: unknown): boolean =>
  error instanceof ForeignBus || kafkaTypes(error).some((type) => FINAL.has(type));
