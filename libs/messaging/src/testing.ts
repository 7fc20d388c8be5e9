export { busBehaviour } from './testing/bus-behaviour';
export type { BusEnvironment, OpenInChild } from './testing/environment';
export { numbered } from './testing/integration-event';
