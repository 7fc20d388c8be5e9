export * from './decider';
export * from './rules';
export * from './deadline';
export * from './request/events';
export * from './case-file/events';
