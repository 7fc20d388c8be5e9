import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { reopenBody, uuid, type ReopenBody, type CommandAnswer } from '@sanban/contracts';
import { Command, Requires, zodBody, zodPath, type CommandContext } from '@sanban/service-kit';
import { ReopenRequest } from './reopen-request';

@Controller('requests')
export class ReopenRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/reopen')
  @HttpCode(200)
  @Requires('request.reopen')
  answer(
    @Param('id', zodPath(uuid)) id: string,
    @Body(zodBody(reopenBody)) body: ReopenBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new ReopenRequest(id, body, context));
  }
}
