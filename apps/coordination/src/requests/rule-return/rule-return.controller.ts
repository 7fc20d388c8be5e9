import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ruleReturnBody, uuid, type RuleReturnBody, type CommandAnswer } from '@sanban/contracts';
import { Command, Requires, zodBody, zodPath, type CommandContext } from '@sanban/service-kit';
import { RuleReturn } from './rule-return';

@Controller('requests')
export class RuleReturnController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/rule-return')
  @HttpCode(200)
  @Requires('request.rule-return')
  answer(
    @Param('id', zodPath(uuid)) id: string,
    @Body(zodBody(ruleReturnBody)) body: RuleReturnBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new RuleReturn(id, body, context));
  }
}
