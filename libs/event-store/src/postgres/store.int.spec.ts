import { eventStoreBehaviour } from '../testing/behaviour';
import { openTestLog } from '../testing/test-log';

eventStoreBehaviour('PostgreSQL', openTestLog);
