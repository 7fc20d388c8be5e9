import type { AgencyId } from './request/events';

/** Who gives a command. What the account may do at all is identity's matter; here it is who the account acts for. */
export interface Actor {
  /** Account id. */
  user: string;
  /** Null for an enterprise's account. */
  agency: AgencyId | null;
  /** Enterprise id; null for an agency's account. */
  enterprise: string | null;
}

/** The coordinating agency (领导小组办公室) of a region. */
export const officeOf = (region: string): AgencyId => `${region}/office`;
