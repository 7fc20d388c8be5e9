export * from './port';
export type { Upcaster } from './upcast';
export { createLog } from './postgres/tables';
export { openPostgresEventStore, type PostgresEventStoreOptions } from './postgres/store';
