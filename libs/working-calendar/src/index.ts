export * from './deadline-rule';
