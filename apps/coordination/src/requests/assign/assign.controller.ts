import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { assignBody, uuid, type AssignBody, type CommandAnswer } from '@sanban/contracts';
import { Command, Requires, zodBody, zodPath, type CommandContext } from '@sanban/service-kit';
import { AssignRequest } from './assign-request';

@Controller('requests')
export class AssignRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/assign')
  @HttpCode(200)
  @Requires('request.assign')
  answer(
    @Param('id', zodPath(uuid)) id: string,
    @Body(zodBody(assignBody)) body: AssignBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new AssignRequest(id, body, context));
  }
}
