import type { Principal } from '@sanban/identity';
import type { Account } from './account.entity';

export const principalOf = (account: Account): Principal => ({
  user: account.id,
  name: account.name,
  region: account.region,
  agency: account.agency,
  enterprise: account.enterpriseId === null ? null : { id: account.enterpriseId, name: account.enterpriseName ?? '' },
  roles: account.roles,
});
