import { Controller, Get, Header } from '@nestjs/common';
import { openApiDocument } from '@sanban/contracts';
import { Public } from '@sanban/service-kit';

@Controller('api/openapi.json')
export class OpenApiController {
  private text: string | undefined;

  @Get()
  @Public()
  @Header('content-type', 'application/json; charset=utf-8')
  document(): string {
    this.text ??= JSON.stringify(openApiDocument());
    return this.text;
  }
}
