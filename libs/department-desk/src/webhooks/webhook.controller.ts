import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  agencyParams,
  createWebhookBody,
  deliveryParams,
  deliveryQuery,
  emptyBody,
  webhookParams,
  type CreateWebhookBody,
  type DeliveryPage,
  type DeliveryQuery,
  type DeliveryView,
  type RotatedSecret,
  type WebhookList,
  type WebhookView,
  type WebhookWithSecret,
} from '@sanban/contracts';
import { agencyInPath, Command, Requires, zodBody, zodPath, zodQuery } from '@sanban/service-kit';
import type { CommandContext } from '@sanban/service-kit';
import { ServedAgencies } from '../handling/served-agencies';
import { Deliveries } from './deliveries';
import { Webhooks } from './webhooks';

interface AgencyPath {
  region: string;
  slug: string;
}
interface WebhookPath extends AgencyPath {
  id: string;
}
interface DeliveryPath extends WebhookPath {
  delivery: string;
}

/** How an agency without a bus of its own is told: its chief and the operator manage it. */
@Controller('agencies/:region/:slug/webhooks')
export class WebhookController {
  constructor(
    private readonly served: ServedAgencies,
    private readonly webhooks: Webhooks,
    private readonly deliveries: Deliveries,
  ) {}

  @Post()
  @Requires('webhook.manage', agencyInPath)
  create(
    @Param(zodPath(agencyParams)) path: AgencyPath,
    @Body(zodBody(createWebhookBody)) body: CreateWebhookBody,
    @Command() context: CommandContext,
  ): Promise<WebhookWithSecret> {
    return this.webhooks.create(this.served.agency(path), body, context);
  }

  @Get()
  @Requires('webhook.read', agencyInPath)
  list(@Param(zodPath(agencyParams)) path: AgencyPath): Promise<WebhookList> {
    return this.webhooks.list(this.served.agency(path));
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('webhook.manage', agencyInPath)
  delete(@Param(zodPath(webhookParams)) path: WebhookPath): Promise<void> {
    return this.webhooks.delete(this.served.agency(path), path.id);
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Requires('webhook.manage', agencyInPath)
  rotate(
    @Param(zodPath(webhookParams)) path: WebhookPath,
    @Body(zodBody(emptyBody.default({}))) _body: object,
    @Command() context: CommandContext,
  ): Promise<RotatedSecret> {
    return this.webhooks.rotate(this.served.agency(path), path.id, context);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Requires('webhook.manage', agencyInPath)
  enable(
    @Param(zodPath(webhookParams)) path: WebhookPath,
    @Body(zodBody(emptyBody.default({}))) _body: object,
    @Command() context: CommandContext,
  ): Promise<WebhookView> {
    return this.webhooks.enable(this.served.agency(path), path.id, context);
  }

  @Get(':id/deliveries')
  @Requires('webhook.read', agencyInPath)
  log(
    @Param(zodPath(webhookParams)) path: WebhookPath,
    @Query(zodQuery(deliveryQuery)) query: DeliveryQuery,
  ): Promise<DeliveryPage> {
    return this.deliveries.page(this.served.agency(path), path.id, query);
  }

  @Post(':id/deliveries/:delivery/redeliver')
  @HttpCode(200)
  @Requires('webhook.manage', agencyInPath)
  redeliver(
    @Param(zodPath(deliveryParams)) path: DeliveryPath,
    @Body(zodBody(emptyBody.default({}))) _body: object,
    @Command() context: CommandContext,
  ): Promise<DeliveryView> {
    return this.deliveries.redeliver(this.served.agency(path), path.id, path.delivery, context);
  }
}
