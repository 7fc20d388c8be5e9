import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { uuid, type Timeline } from '@sanban/contracts';
import type { Principal } from '@sanban/identity';
import { Requires, Who, zodPath } from '@sanban/service-kit';
import { GetTimeline } from './get-timeline';

@Controller('requests')
export class TimelineController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/timeline')
  @Requires('request.read')
  answer(@Param('id', zodPath(uuid)) id: string, @Who() principal: Principal): Promise<Timeline> {
    return this.queries.execute(new GetTimeline(id, principal));
  }
}
