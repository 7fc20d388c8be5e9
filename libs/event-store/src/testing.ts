export { eventStoreBehaviour } from './testing/behaviour';
export { followUntil, readWhole } from './testing/collect';
export { newEvent, uuidv7 } from './testing/new-event';
export type { OpenedStore, OpenStore } from './testing/opened-store';
export { openTestLog, type TestLog } from './testing/test-log';
