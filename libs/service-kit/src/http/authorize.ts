import { may, type Permission, type Principal, type Resource } from '@sanban/identity';
import { problems } from './problems';

/** Once the resource is known. @throws 403 where the principal may not. */
export function authorize(principal: Principal, permission: Permission, resource: Resource): void {
  if (!may(principal, permission, resource)) throw problems.forbidden(permission);
}
