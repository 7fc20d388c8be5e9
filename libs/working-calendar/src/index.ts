export * from './china-calendar';
export * from './compute-deadline';
export * from './deadline-rule';
export * from './errors';
export * from './explain-deadline';
export { describeEnd, describeResult, describeTerm } from './explanation-text';
export { DAY, dateAt, endOfDate, formatInstant, lastDateBefore, parseInstant, startOfDate } from './instant';
export * from './working-calendar';
export * from './working-time';
