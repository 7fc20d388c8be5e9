import 'reflect-metadata';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createAdapter } from './adapter';
import { ProblemFilter } from './problem-filter';

@Controller('uploads')
class UploadController {
  @Post()
  take(@Body() body: object) {
    return body;
  }
}

@Module({ controllers: [UploadController] })
class UploadModule {}

describe('a request that its caller aborts', () => {
  const lines = new PassThrough({ encoding: 'utf8' });
  let app: NestFastifyApplication;
  beforeAll(async () => {
    const options = Object.assign(new NestApplicationContextOptions(), { logger: false, bodyParser: false });
    app = await NestFactory.create<NestFastifyApplication>(UploadModule, createAdapter(), options);
    app.useGlobalFilters(new ProblemFilter(pino({ level: 'debug' }, lines)));
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  it('in the middle of its body is no fault of ours: not logged as one, not counted as a store that is away', async () => {
    const { server } = app.getHttpAdapter().getInstance();
    const socket = connect(Number(new URL(await app.getUrl()).port), '127.0.0.1');
    socket.write(
      'POST /uploads HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{"a":',
    );
    const [, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
    socket.destroy();
    const [line] = (await once(lines, 'data')) as [string];
    const debug = 20;
    expect(JSON.parse(line)).toMatchObject({ level: debug, msg: 'request aborted', status: 400 });
    expect(response.statusCode).toBe(400);
  });
});
