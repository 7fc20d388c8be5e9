import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { followUpBody, uuid, type FollowUpBody, type CommandAnswer } from '@sanban/contracts';
import { Command, Requires, zodBody, zodPath, type CommandContext } from '@sanban/service-kit';
import { FollowUpRequest } from './follow-up-request';

@Controller('requests')
export class FollowUpRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/follow-up')
  @HttpCode(200)
  @Requires('request.follow-up')
  answer(
    @Param('id', zodPath(uuid)) id: string,
    @Body(zodBody(followUpBody)) body: FollowUpBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new FollowUpRequest(id, body, context));
  }
}
