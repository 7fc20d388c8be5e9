import type { LoadedProgramme } from '@sanban/programme';
import { ProblemError, unknownReference } from '@sanban/service-kit';

/** @throws 422 `unknown-region` */
export function checkRegion(region: string, programmes: readonly LoadedProgramme[]): void {
  const known = programmes.map((programme) => programme.region);
  if (!known.includes(region)) throw unknownReference('region', region, known, 'region');
}

/** @throws 422 `unknown-action`, `unknown-measure`, `measure-of-another-action` */
export function checkSubstance(action: string, measures: readonly string[], programme: LoadedProgramme): void {
  if (programme.action(action) === undefined) {
    const known = programme.actions.map(({ id }) => id);
    throw unknownReference('action', action, known, 'action');
  }
  for (const [index, id] of measures.entries()) {
    const measure = programme.measure(id);
    if (measure === undefined) {
      const known = programme.measures.map((each) => each.id);
      throw unknownReference('measure', id, known, `measures.${index}`);
    }
    if (measure.action !== action) {
      throw new ProblemError({
        status: 422,
        code: 'measure-of-another-action',
        title: 'The measure belongs to another action',
        titleZh: '措施不属于该专项行动',
        detail: `measures.${index}: "${id}" belongs to "${measure.action}", not to "${action}".`,
        detailZh: `措施“${id}”属于“${measure.action}”，不属于“${action}”。`,
        field: `measures.${index}`,
        suggestion: measure.action,
      });
    }
  }
}

/** All must be agencies of the programme's jurisdiction that can handle requests. @throws 422 `unknown-agency` */
export function checkAgencies(lead: string, cooperating: readonly string[], programme: LoadedProgramme): void {
  const known = programme.agencies.map(({ id }) => id);
  const check = (agency: string, field: string) => {
    if (!known.includes(agency)) throw unknownReference('agency', agency, known, field);
  };
  check(lead, 'lead');
  for (const [index, agency] of cooperating.entries()) check(agency, `cooperating.${index}`);
}
