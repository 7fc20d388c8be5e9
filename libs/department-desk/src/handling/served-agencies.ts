import { Inject, Injectable } from '@nestjs/common';
import type { DepartmentService } from '@sanban/contracts';
import { ProblemError, problems, Programmes, SERVICE_NAME } from '@sanban/service-kit';

/** Which agencies have their desk here. */
@Injectable()
export class ServedAgencies {
  constructor(
    private readonly programmes: Programmes,
    @Inject(SERVICE_NAME) private readonly service: DepartmentService,
  ) {}

  /** The agency's id. @throws 404 where it does not exist or another service serves it */
  agency({ region, slug }: { region: string; slug: string }): string {
    const agency = `${region}/${slug}`;
    if (this.programmes.agency(agency)?.service === this.service) return agency;
    throw problems.notFound(`Agency ${agency} at the service ${this.service}`);
  }

  /** @throws 422 `unknown-reference` */
  checkSuggestedLead(agency: string | null): void {
    if (agency === null) return;
    const entry = this.programmes.agency(agency);
    if (entry !== undefined && entry.service !== 'coordination') return;
    throw new ProblemError({
      status: 422,
      code: 'unknown-reference',
      title: 'Something that is named does not exist',
      titleZh: '引用的对象不存在',
      detail: `There is no department ${agency} in any programme. All departments: GET /api/v1/agencies.`,
      detailZh: `没有“${agency}”这一承办单位，全部单位见 GET /api/v1/agencies。`,
      field: 'suggestedLead',
    });
  }
}
