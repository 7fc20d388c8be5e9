export * from './principal';
export * from './permissions';
export * from './may';
export * from './internal-tokens';
