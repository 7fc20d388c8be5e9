import type { DepartmentService } from '@sanban/contracts';

/** Streams of one service's case files all start with this. */
export const caseFileStreamPrefix = (service: DepartmentService) => `${service}.case-file-`;

export const caseFileStream = (service: DepartmentService, caseFile: string) =>
  `${caseFileStreamPrefix(service)}${caseFile}`;
