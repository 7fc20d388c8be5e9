import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { submitBody, type CommandAnswer, type SubmitBody } from '@sanban/contracts';
import { Command, Requires, zodBody, type CommandContext } from '@sanban/service-kit';
import { SubmitRequest } from './submit-request';

@Controller('requests')
export class SubmitController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Requires('request.submit')
  answer(@Body(zodBody(submitBody)) body: SubmitBody, @Command() context: CommandContext): Promise<CommandAnswer> {
    return this.commands.execute(new SubmitRequest(body, context));
  }
}
