import { Controller, Get, Param, Query } from '@nestjs/common';
import { agencyQuery, programmeParams } from '@sanban/contracts';
import { problems, Programmes, Requires, unknownReference, zodPath, zodQuery } from '@sanban/service-kit';
import type { z } from 'zod';

@Controller()
export class ProgrammesController {
  constructor(private readonly programmes: Programmes) {}

  @Get('programmes')
  @Requires('programme.read')
  list() {
    const items = this.programmes.all().map(({ id, region, name, actions, measures, agencies }) => ({
      id,
      region,
      title: name.zh,
      actions: actions.length,
      measures: measures.length,
      agencies: agencies.length,
    }));
    return { items };
  }

  @Get('programmes/:id')
  @Requires('programme.read')
  get(@Param(zodPath(programmeParams)) { id }: z.infer<typeof programmeParams>) {
    const programme = this.programmes.byId(id);
    if (programme === undefined) throw problems.notFound(`The programme ${id}`);
    return { ...programme, rules: programme.caseRules() };
  }

  @Get('agencies')
  @Requires('programme.read')
  agencies(@Query(zodQuery(agencyQuery)) { region }: z.infer<typeof agencyQuery>) {
    const all = this.programmes.all();
    const regions = all.map((programme) => programme.region);
    if (region !== undefined && !regions.includes(region)) {
      throw unknownReference('region', region, regions, 'region');
    }
    const items = all
      .filter((programme) => region === undefined || programme.region === region)
      .flatMap(({ office, agencies }) => [office, ...agencies])
      .map((agency) => ({ id: agency.id, region: agency.region, name: agency.name.zh, service: agency.service }));
    return { items };
  }
}
