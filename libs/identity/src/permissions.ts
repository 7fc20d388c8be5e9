import type { Role } from './principal';

/** `<object>.<verb>`; every route names one. */
export const PERMISSIONS = [
  'account.own',
  'account.manage',
  'programme.read',
  'request.submit',
  'request.read',
  'request.triage',
  'request.assign',
  'request.rule-return',
  'request.reassign',
  'request.verify',
  'request.follow-up',
  'request.close',
  'request.reopen',
  'request.rule-extension',
  'request.rule-suspension',
  'request.resume',
  'ledger.read',
  'case-file.read',
  'case-file.accept',
  'case-file.return',
  'case-file.plan',
  'case-file.progress',
  'case-file.opinion',
  'case-file.resolve',
  'case-file.request-extension',
  'case-file.request-suspension',
  'webhook.read',
  'webhook.manage',
  'inbound.read',
  'clock.read',
  'clock.move',
  'operations.read',
  'operations.act',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** How far a grant reaches: everything, or what carries the principal's own region, agency or enterprise. */
export type Scope = 'all' | 'region' | 'agency' | 'enterprise';

type Grants = Partial<Record<Permission, Scope>>;

const grant = (scope: Scope, ...permissions: Permission[]): Grants =>
  Object.fromEntries(permissions.map((permission) => [permission, scope]));

const everybody = grant('all', 'account.own', 'programme.read', 'clock.read');

const agencyStaff = grant(
  'agency',
  // The office's record of what they take part in.
  'request.read',
  'case-file.read',
  'case-file.accept',
  'case-file.return',
  'case-file.plan',
  'case-file.progress',
  'case-file.opinion',
  'case-file.resolve',
  'case-file.request-extension',
  'case-file.request-suspension',
);

/** What is not listed is denied. */
export const GRANTS: Record<Role, Grants> = {
  enterprise: { ...everybody, ...grant('enterprise', 'request.submit', 'request.read', 'request.follow-up') },
  officer: {
    ...everybody,
    ...grant(
      'region',
      'request.submit',
      'request.read',
      'request.triage',
      'request.assign',
      'request.rule-return',
      'request.reassign',
      'request.verify',
      'request.follow-up',
      'request.close',
      'request.reopen',
      'request.rule-extension',
      'request.rule-suspension',
      'request.resume',
      'ledger.read',
    ),
  },
  handler: { ...everybody, ...agencyStaff },
  chief: { ...everybody, ...agencyStaff, ...grant('agency', 'webhook.read', 'webhook.manage', 'inbound.read') },
  leader: { ...everybody, ...grant('region', 'request.read', 'ledger.read', 'case-file.read') },
  operator: {
    ...everybody,
    ...grant(
      'all',
      'account.manage',
      'operations.read',
      'operations.act',
      'clock.move',
      'webhook.read',
      'webhook.manage',
    ),
  },
  auditor: {
    ...everybody,
    ...grant('all', 'request.read', 'ledger.read', 'case-file.read', 'operations.read', 'webhook.read', 'inbound.read'),
  },
  system: {},
};
