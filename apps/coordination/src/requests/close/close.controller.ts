import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { closeBody, uuid, type CloseBody, type CommandAnswer } from '@sanban/contracts';
import { Command, Requires, zodBody, zodPath, type CommandContext } from '@sanban/service-kit';
import { CloseRequest } from './close-request';

@Controller('requests')
export class CloseRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/close')
  @HttpCode(200)
  @Requires('request.close')
  answer(
    @Param('id', zodPath(uuid)) id: string,
    @Body(zodBody(closeBody)) body: CloseBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new CloseRequest(id, body, context));
  }
}
