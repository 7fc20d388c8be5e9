import type { AccountView } from '@sanban/contracts';
import { formatInstant } from '@sanban/working-calendar';
import type { Account } from './account.entity';
import { principalOf } from './principal-of';

export const accountViewOf = (account: Account): AccountView => ({
  ...principalOf(account),
  username: account.username,
  state: account.disabledAt === null ? 'active' : 'disabled',
  demo: account.demo,
  createdAt: formatInstant(account.createdAt.getTime()),
});
