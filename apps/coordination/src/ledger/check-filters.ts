import type { LedgerQuery } from '@sanban/contracts';
import { unknownReference, type Programmes } from '@sanban/service-kit';

/** A filter that nothing can ever fit is a slip of the pen, not an empty ledger. @throws 422 `unknown-region`, `unknown-agency`, `unknown-action` */
export function checkFilters(
  { region, agency, action }: Pick<LedgerQuery, 'region' | 'agency' | 'action'>,
  programmes: Programmes,
): void {
  const all = programmes.all();
  if (region !== undefined) {
    const known = all.map((programme) => programme.region);
    if (!known.includes(region)) throw unknownReference('region', region, known, 'region');
  }
  if (agency !== undefined && programmes.agency(agency) === undefined) {
    const known = all.flatMap(({ agencies }) => agencies.map(({ id }) => id));
    throw unknownReference('agency', agency, known, 'agency');
  }
  if (action !== undefined) {
    const known = all.flatMap(({ actions }) => actions.map(({ id }) => id));
    if (!known.includes(action)) throw unknownReference('action', action, known, 'action');
  }
}
