import type { CaseRules } from '@sanban/casework';
import type { ServiceName } from '@sanban/contracts';
import { loadProgrammes, type AgencyEntry, type LoadedProgramme } from '@sanban/programme';
import type { WorkingCalendar } from '@sanban/working-calendar';
import { problems } from './http/problems';

/** The programmes in force, by id and by region. */
export class Programmes {
  private readonly regions: ReadonlyMap<string, LoadedProgramme>;
  private readonly agencies: ReadonlyMap<string, AgencyEntry>;

  constructor(private readonly programmes: readonly LoadedProgramme[]) {
    this.regions = new Map(programmes.map((programme) => [programme.region, programme]));
    this.agencies = new Map(
      programmes.flatMap(({ office, agencies }) => [office, ...agencies]).map((agency) => [agency.id, agency]),
    );
  }

  /** All packs of this installation. @throws FaultyProgramme */
  static load(): Programmes {
    return new Programmes(loadProgrammes());
  }

  all(): readonly LoadedProgramme[] {
    return this.programmes;
  }

  byId(id: string): LoadedProgramme | undefined {
    return this.programmes.find((programme) => programme.id === id);
  }

  /** @throws 404 for a region without a programme */
  forRegion(region: string): LoadedProgramme {
    const programme = this.regions.get(region);
    if (programme === undefined) throw problems.notFound(`A programme for region ${region}`);
    return programme;
  }

  /** What the deciders need of the region's programme. */
  rules(region: string): CaseRules {
    return this.forRegion(region).caseRules();
  }

  /** The national calendar with the days that the region's programme supplies. */
  calendar(region: string, id: string): WorkingCalendar {
    const programme = this.forRegion(region);
    if (programme.calendar !== id) throw problems.notFound(`The calendar ${id} in region ${region}`);
    return programme.workingCalendar();
  }

  /** By `<region>/<slug>`; the offices are among them. */
  agency(id: string): AgencyEntry | undefined {
    return this.agencies.get(id);
  }

  agenciesOf(service: ServiceName): readonly AgencyEntry[] {
    return [...this.agencies.values()].filter((agency) => agency.service === service);
  }
}
