import { Controller, Get, Header, Inject } from '@nestjs/common';
import { asyncApiDocument } from '@sanban/contracts';
import { Public, SERVICE_CONFIG, type ServiceConfig } from '@sanban/service-kit';

/** What goes over the bus, beside the OpenAPI document. */
@Controller('api/asyncapi.json')
export class AsyncApiController {
  private text: string | undefined;

  constructor(@Inject(SERVICE_CONFIG) private readonly config: ServiceConfig) {}

  @Get()
  @Public()
  @Header('content-type', 'application/json; charset=utf-8')
  document(): string {
    this.text ??= JSON.stringify(asyncApiDocument({ servers: this.config.integration?.eventServers ?? [] }));
    return this.text;
  }
}
