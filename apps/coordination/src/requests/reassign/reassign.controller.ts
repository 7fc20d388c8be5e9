import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { reassignBody, uuid, type ReassignBody, type CommandAnswer } from '@sanban/contracts';
import { Command, Requires, zodBody, zodPath, type CommandContext } from '@sanban/service-kit';
import { ReassignRequest } from './reassign-request';

@Controller('requests')
export class ReassignRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/reassign')
  @HttpCode(200)
  @Requires('request.reassign')
  answer(
    @Param('id', zodPath(uuid)) id: string,
    @Body(zodBody(reassignBody)) body: ReassignBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new ReassignRequest(id, body, context));
  }
}
