export { layOutKafka, startKafka, type KafkaCluster, type KafkaOptions } from './cluster';
export { missingTools } from './distribution';
export type { KafkaNode } from './node';
export type { Security } from './properties';
export { testCertificates, type TestCertificates } from './certificates';
