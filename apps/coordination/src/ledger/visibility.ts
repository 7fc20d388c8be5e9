import { may, type Principal } from '@sanban/identity';
import { problems } from '@sanban/service-kit';

/** Which requests somebody may see; a field that is absent does not narrow. */
export interface Visible {
  region?: string;
  /** Takes part in it. */
  agency?: string;
  enterprise?: string;
}

/**
 * An auditor sees everything, the office and leaders their region, agencies what they take part in, enterprises their
 * own. @throws 403 where the region that is asked for is not theirs to see
 */
export function visibleTo(principal: Principal, region: string | undefined): Visible {
  const sees = (visible: Visible) => may(principal, 'request.read', visible);
  if (region === undefined ? sees({}) : sees({ region })) return {};
  const { region: own, agency, enterprise } = principal;
  if (region === undefined && own !== null && sees({ region: own })) return { region: own };
  if (agency !== null && sees({ agency })) return { agency };
  if (enterprise !== null && sees({ enterprise: enterprise.id })) return { enterprise: enterprise.id };
  throw problems.forbidden('request.read');
}
