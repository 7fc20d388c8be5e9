import { chinaCalendar } from '@sanban/working-calendar';
import type { Actor } from '../actor';
import type { Outcome } from '../request/events';
import type { CaseRules } from '../rules';

const workingDays = (amount: number, clause: string, start: 'submitted' | 'assigned' = 'assigned') =>
  ({ calendar: 'cn', unit: 'workingDay', amount, start, clause }) as const;

/** The rules of 三办一销号 as Linxiang prints them, with the customs that fill in. */
export const rules: CaseRules = {
  programme: 'linxiang-2022',
  assign: workingDays(0, '三（二）', 'submitted'),
  general: { resolve: workingDays(5, '三（二）') },
  complex: { plan: workingDays(5, '三（二）') },
  opinion: workingDays(3, 'practice'),
  return: workingDays(2, 'practice'),
  ladder: [
    { step: 'reminder', subjects: ['plan', 'resolve', 'opinion'], workingDays: -1, clause: 'practice' },
    { step: 'supervisionOrder', subjects: ['plan', 'resolve'], workingDays: 0, clause: 'practice' },
    { step: 'reminder', workingDays: 1, clause: 'practice' },
  ],
  extension: { workingDaysBefore: 1, approvals: [1, 2], clause: 'practice' },
  suspension: { reasons: ['engineering', 'season', 'conditions'], clause: 'practice' },
};

export const calendar = chinaCalendar();
export const REGION = '530902';
export const OFFICE = `${REGION}/office`;
export const FINANCE = `${REGION}/finance`;
export const TAX = `${REGION}/tax`;
export const HRSS = `${REGION}/hrss`;
export const AGENCIES = [OFFICE, FINANCE, TAX, HRSS];

export const officer: Actor = { user: 'officer', agency: OFFICE, enterprise: null };
export const officer2: Actor = { user: 'officer2', agency: OFFICE, enterprise: null };
export const enterprise: Actor = { user: 'owner', agency: null, enterprise: 'e-1' };
export const handlerOf = (agency: string): Actor => ({ user: `handler of ${agency}`, agency, enterprise: null });

export const outcome: Outcome = {
  summary: '已兑付补贴',
  result: 'solved',
  evidence: [{ title: '拨款凭证', reference: '临财〔2022〕18号' }],
};

/** 2022-08-22 is a Monday. */
export const at = (day: string, time = '09:00:00'): string => `2022-${day}T${time}+08:00`;
