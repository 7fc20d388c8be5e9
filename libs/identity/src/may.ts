import { GRANTS, type Permission, type Scope } from './permissions';
import type { Principal } from './principal';

/** What a thing belongs to. A part that is not given matches no grant that needs it. */
export interface Resource {
  /** Region code, e.g. `530902`. */
  region?: string | undefined;
  /** `<region>/<slug>`. */
  agency?: string | undefined;
  /** Enterprise id. */
  enterprise?: string | undefined;
}

/** Whether `principal` may do this to `resource`. Deny by default. */
export function may(principal: Principal, permission: Permission, resource: Resource): boolean {
  return principal.roles.some((role) => reaches(GRANTS[role][permission], principal, resource));
}

/** Whether there is any resource at all to which `principal` may do this: what can be said before the resource is known. */
export function mayAtAll(principal: Principal, permission: Permission): boolean {
  return principal.roles.some((role) => GRANTS[role][permission] !== undefined);
}

function reaches(scope: Scope | undefined, principal: Principal, resource: Resource): boolean {
  switch (scope) {
    case undefined:
      return false;
    case 'all':
      return true;
    case 'region':
      return principal.region !== null && resource.region === principal.region;
    case 'agency':
      return principal.agency !== null && resource.agency === principal.agency;
    case 'enterprise':
      return principal.enterprise !== null && resource.enterprise === principal.enterprise.id;
  }
}
