export * from './port';
export { openPostgresBus, type PostgresBusOptions } from './postgres/postgres-bus';
export type { BusDatabase } from './postgres/broker';
export { discardDeadLetter, type Discard, type Discarded } from './inbox/discard';
export { createBusTables } from './postgres/tables';
export { relayHandler, runRelay, type RelayOptions, type RelayRoute, type Translate } from './relay';
export { kafkaConnection, type KafkaConnection, type KafkaLog } from './kafka/connection';
export { openKafkaBus, type KafkaBusOptions } from './kafka/kafka-bus';
export type { TopicSettings } from './kafka/topic-settings';
