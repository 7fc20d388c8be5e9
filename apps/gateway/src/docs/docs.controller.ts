import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { problems, Public } from '@sanban/service-kit';
import type { FastifyReply } from 'fastify';
import { DOCS_PAGE, DOCS_SCRIPT } from './docs-page';

/** All that the page loads: nothing comes from another address. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";
const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** The API to look at and try out, at /api/docs. */
@Controller('api/docs')
export class DocsController {
  private readonly folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  private readonly files = new Map<string, Promise<Buffer>>();

  @Get()
  @Public()
  page(@Res() reply: FastifyReply): void {
    this.send(reply, 'text/html; charset=utf-8', DOCS_PAGE);
  }

  @Get('docs.js')
  @Public()
  script(@Res() reply: FastifyReply): void {
    this.send(reply, 'text/javascript; charset=utf-8', DOCS_SCRIPT);
  }

  @Get('assets/:file')
  @Public()
  async asset(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const type = Object.hasOwn(TYPES, file) ? TYPES[file] : undefined;
    if (type === undefined) throw problems.notFound(`/api/docs/assets/${file}`);
    const known = this.files.get(file) ?? readFile(join(this.folder, file));
    this.files.set(file, known);
    this.send(reply, type, await known);
  }

  private send(reply: FastifyReply, type: string, content: string | Buffer): void {
    void reply
      .headers({ 'content-type': type, 'content-security-policy': POLICY, 'cache-control': 'no-cache' })
      .send(content);
  }
}
