import type { Actor } from '@sanban/event-store';
import type { Principal } from '@sanban/identity';

/** As which `principal` stands in the log: account, agency and first role, never a name. */
export const actorOf = ({ user, agency, roles }: Principal): Actor => ({ user, agency, role: roles[0] ?? 'none' });
