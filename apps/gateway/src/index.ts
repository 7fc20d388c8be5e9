export { createGateway, type Gateway } from './gateway';
export type { Upstream, Question } from './door/upstream';
export { HttpUpstream } from './door/http-upstream';
export { DEMO_PASSWORD } from './accounts/demo-accounts';
export { CLI_FILE, writeCliFile } from './cli-file';
