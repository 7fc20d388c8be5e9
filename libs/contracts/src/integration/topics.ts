import { DEPARTMENT_SERVICES, type DepartmentService } from '../services';

/** What the office says; all departments' services listen. */
export const REQUEST_TOPIC = 'sanban.coordination.request';

/** What the agencies of one service say; only the office listens. */
export const caseFileTopic = (service: DepartmentService) => `sanban.${service}.case-file` as const;

export const CASE_FILE_TOPICS = DEPARTMENT_SERVICES.map(caseFileTopic);

/** Every topic; the key is always the request id. */
export const TOPICS: readonly string[] = [REQUEST_TOPIC, ...CASE_FILE_TOPICS];
