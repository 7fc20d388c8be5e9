import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { uuid, type RequestView } from '@sanban/contracts';
import type { Principal } from '@sanban/identity';
import { Requires, Who, zodPath } from '@sanban/service-kit';
import { GetRequest } from './get-request';

@Controller('requests')
export class ViewController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @Requires('request.read')
  answer(@Param('id', zodPath(uuid)) id: string, @Who() principal: Principal): Promise<RequestView> {
    return this.queries.execute(new GetRequest(id, principal));
  }
}
