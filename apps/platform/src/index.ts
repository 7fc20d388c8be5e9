export { startPlatform, type Platform, type StartOptions } from './start-platform';
export { AlreadyRunning } from './instance-lock';
export { services } from './services';
