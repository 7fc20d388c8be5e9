export * from './deadline-rule';
export * from './working-calendar';
