import { creditCodeCheck } from '@sanban/contracts';
import type { Principal, Role } from '@sanban/identity';

export const REGION = '530902';
export const FINANCE = '530902/finance';
export const TAX = '530902/tax';
export const HRSS = '530902/hrss';
export const MARKET = '530902/market-regulation';

const staff = (role: Role, agency: string | null, user: string): Principal => ({
  user,
  name: '',
  region: agency?.slice(0, 6) ?? null,
  agency,
  enterprise: null,
  roles: [role],
});

const body = '91530902MA6K0000';
/** A valid 统一社会信用代码. */
export const enterpriseId = (n: number): string => `${body}${n}${creditCodeCheck(`${body}${n}`) ?? ''}`;

export const enterprise = (n: number): Principal => ({
  user: `enterprise-${n}`,
  name: '',
  region: REGION,
  agency: null,
  enterprise: { id: enterpriseId(n), name: `临翔测试企业${n}有限公司` },
  roles: ['enterprise'],
});

export const officer = staff('officer', '530902/office', '530902-office-officer');
export const officer2 = staff('officer', '530902/office', '530902-office-officer2');
export const otherOfficer = staff('officer', '530000/office', '530000-office-officer');
export const handler = (agency: string): Principal => staff('handler', agency, `${agency}-handler`);
export const leader: Principal = { ...staff('leader', null, '530902-leader'), region: REGION };
export const auditor = staff('auditor', null, 'auditor');
export const operator = staff('operator', null, 'operator');
