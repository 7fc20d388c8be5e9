export * from './port';
export { openPostgresBus, type PostgresBusOptions } from './postgres/postgres-bus';
export type { BusDatabase } from './postgres/broker';
export { relayHandler, runRelay, type RelayOptions, type RelayRoute, type Translate } from './relay';
