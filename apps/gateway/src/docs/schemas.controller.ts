import { Controller, Get, Header, Param } from '@nestjs/common';
import { eventSchema } from '@sanban/contracts';
import { problems, Public } from '@sanban/service-kit';

/** The JSON Schema of one type of event, `/api/schemas/<type>.json`. */
@Controller('api/schemas')
export class SchemasController {
  @Get(':file')
  @Public()
  @Header('content-type', 'application/schema+json; charset=utf-8')
  schema(@Param('file') file: string): string {
    const schema = file.endsWith('.json') ? eventSchema(file.slice(0, -'.json'.length)) : undefined;
    if (schema === undefined) throw problems.notFound(`/api/schemas/${file}`);
    return JSON.stringify(schema);
  }
}
