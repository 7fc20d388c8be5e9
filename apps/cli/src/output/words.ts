import type { LedgerEntry } from '@sanban/contracts';

/** What people call the states of a request. */
export const STATE_ZH: Readonly<Record<LedgerEntry['state'], string>> = {
  submitted: '待受理',
  triaged: '待交办',
  assigned: '已交办',
  handling: '办理中',
  returnRequested: '申请退回',
  returnUpheld: '待转办',
  resolved: '待核实',
  verified: '待回访',
  followedUp: '待销号',
  closed: '已销号',
};

export const KIND_ZH = { general: '一般', complex: '复杂' } as const;
