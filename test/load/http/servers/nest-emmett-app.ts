import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import {
  Body,
  Controller,
  Headers,
  Inject,
  Module,
  Post,
  UnauthorizedException,
  UnprocessableEntityException,
  type DynamicModule,
} from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { isRejection, requestDecider, type RequestEvent } from '@sanban/casework';
import { submitBody } from '@sanban/contracts';
import { InternalTokens, may, type Principal } from '@sanban/identity';
import { Programmes } from '@sanban/service-kit';

interface Store {
  append(stream: string, events: readonly RequestEvent[]): Promise<void>;
}

const STORE = Symbol('store');
const enterprise = { id: '91530902MA6K00001N', name: '演示企业' };
const principal: Principal = {
  user: randomUUID(),
  name: enterprise.name,
  region: '530902',
  agency: null,
  enterprise,
  roles: ['enterprise'],
};

@Controller('api/v1/requests')
class RequestsController {
  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly tokens: InternalTokens,
    private readonly programmes: Programmes,
  ) {}

  @Post()
  async submit(@Body() body: unknown, @Headers('authorization') authorization = '') {
    const who = this.tokens.verify(authorization.replace(/^Bearer /, ''));
    const region = '530902';
    if (!who || !may(who, 'request.submit', { region, enterprise: enterprise.id })) throw new UnauthorizedException();
    const { title, text } = submitBody.parse(body);
    const request = randomUUID();
    const rules = this.programmes.rules(region);
    const events = requestDecider.decide(
      {
        type: 'Submit',
        request,
        region,
        enterprise,
        title,
        text,
        by: { user: who.user, agency: null, enterprise: enterprise.id },
        now: new Date().toISOString(),
        rules,
        calendar: this.programmes.calendar(region, rules.assign.calendar),
      },
      requestDecider.initial,
    );
    if (isRejection(events)) throw new UnprocessableEntityException(events.detail);
    await this.store.append(`request-${request}`, events);
    return { id: request, revision: events.length - 1 };
  }
}

@Module({})
class BenchModule {
  static with(store: Store, tokens: InternalTokens): DynamicModule {
    return {
      module: BenchModule,
      controllers: [RequestsController],
      providers: [
        { provide: STORE, useValue: store },
        { provide: InternalTokens, useValue: tokens },
        { provide: Programmes, useValue: Programmes.load() },
      ],
    };
  }
}

export async function createApp(store: Store): Promise<{ app: NestFastifyApplication; token: string }> {
  const tokens = new InternalTokens('b'.repeat(40));
  const app = await NestFactory.create<NestFastifyApplication>(
    BenchModule.with(store, tokens),
    new FastifyAdapter(),
    Object.assign(new NestApplicationContextOptions(), { logger: false }),
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return { app, token: tokens.sign(principal) };
}
