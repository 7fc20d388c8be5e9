import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ruleSuspensionBody, uuid, type RuleSuspensionBody, type CommandAnswer } from '@sanban/contracts';
import { Command, Requires, zodBody, zodPath, type CommandContext } from '@sanban/service-kit';
import { RuleSuspension } from './rule-suspension';

@Controller('requests')
export class RuleSuspensionController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/rule-suspension')
  @HttpCode(200)
  @Requires('request.rule-suspension')
  answer(
    @Param('id', zodPath(uuid)) id: string,
    @Body(zodBody(ruleSuspensionBody)) body: RuleSuspensionBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new RuleSuspension(id, body, context));
  }
}
