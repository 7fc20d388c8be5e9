import type { CreateAccountBody, FieldFault } from '@sanban/contracts';
import { suggest } from '@sanban/programme';
import type { Programmes } from '@sanban/service-kit';

type Belongings = Pick<CreateAccountBody, 'region' | 'agency' | 'enterprise' | 'roles'>;
export type Fault = FieldFault & { detailZh: string };

/** What an account belongs to, its region taken from its agency where it is not given. */
export const completed = <T extends Belongings>(body: T): T => ({
  ...body,
  region: body.region ?? body.agency?.split('/')[0] ?? null,
  roles: [...new Set(body.roles)],
});

/** Why nobody can have these roles there: every role can do its work, and belongs to nothing that it does not need. */
export function misfits(account: Belongings, programmes: Programmes): Fault[] {
  const unknown = unknownPlaces(account, programmes);
  return unknown.length > 0 ? unknown : misfitRoles(account, programmes);
}

function unknownPlaces({ region, agency }: Belongings, programmes: Programmes): Fault[] {
  const faults: Fault[] = [];
  const regions = programmes.all().map((programme) => programme.region);
  if (region !== null && !regions.includes(region)) {
    const known = regions.join(', ');
    faults.push({
      field: 'region',
      detail: `no programme is in force in region ${region}; there are ${known}`,
      detailZh: `地区 ${region} 没有方案，现有 ${known}`,
    });
  }
  if (agency !== null && programmes.agency(agency) === undefined) {
    const agencies = programmes.all().flatMap((programme) => [programme.office, ...programme.agencies]);
    const suggestion = suggest(
      agency,
      agencies.map(({ id }) => id),
    );
    faults.push({
      field: 'agency',
      detail: `no programme names an agency ${agency}; GET /api/v1/agencies lists them`,
      detailZh: `没有方案列出单位 ${agency}，全部单位见 /api/v1/agencies`,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  return faults;
}

function misfitRoles({ region, agency, enterprise, roles }: Belongings, programmes: Programmes): Fault[] {
  const faults: Fault[] = [];
  const fault = (field: string, detail: string, detailZh: string) => void faults.push({ field, detail, detailZh });
  const entry = agency === null ? undefined : programmes.agency(agency);
  const isOffice = entry?.service === 'coordination';
  const staff = roles.includes('handler') || roles.includes('chief');

  if (entry !== undefined && entry.region !== region) {
    fault(
      'region',
      `the agency ${entry.id} belongs to region ${entry.region}`,
      `单位 ${entry.id} 属于地区 ${entry.region}`,
    );
  }
  if (roles.includes('officer') && !isOffice) {
    fault('agency', 'an officer belongs to the office of a region', '专员（officer）须属于某地区的领导小组办公室');
  }
  if (staff && (entry === undefined || isOffice)) {
    fault(
      'agency',
      'a handler or chief belongs to an agency that is not an office',
      '承办人、负责人须属于办公室以外的承办单位',
    );
  }
  if (entry !== undefined && !staff && !roles.includes('officer')) {
    fault('agency', 'only an officer, handler or chief belongs to an agency', '只有专员、承办人、负责人属于单位');
  }
  if (roles.includes('leader') && region === null) {
    fault('region', 'a leader belongs to a region', '领导须属于某个地区');
  }
  if (roles.includes('enterprise')) {
    if (enterprise === null) {
      fault('enterprise', 'an enterprise needs its credit code and name', '企业账号须给出统一社会信用代码和名称');
    }
    if (region === null) fault('region', 'an enterprise belongs to a region', '企业须属于某个地区');
    if (roles.length > 1) fault('roles', 'an enterprise has no other role', '企业账号不得兼任其他角色');
  } else if (enterprise !== null) {
    fault('enterprise', 'only the role enterprise has one', '只有企业角色才能填写企业');
  }
  return faults;
}
