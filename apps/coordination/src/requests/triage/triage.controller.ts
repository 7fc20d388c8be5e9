import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { triageBody, uuid, type TriageBody, type CommandAnswer } from '@sanban/contracts';
import { Command, Requires, zodBody, zodPath, type CommandContext } from '@sanban/service-kit';
import { TriageRequest } from './triage-request';

@Controller('requests')
export class TriageRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/triage')
  @HttpCode(200)
  @Requires('request.triage')
  answer(
    @Param('id', zodPath(uuid)) id: string,
    @Body(zodBody(triageBody)) body: TriageBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new TriageRequest(id, body, context));
  }
}
