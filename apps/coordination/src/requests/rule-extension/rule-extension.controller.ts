import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ruleExtensionBody, uuid, type RuleExtensionBody, type CommandAnswer } from '@sanban/contracts';
import { Command, Requires, zodBody, zodPath, type CommandContext } from '@sanban/service-kit';
import { RuleExtension } from './rule-extension';

@Controller('requests')
export class RuleExtensionController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/rule-extension')
  @HttpCode(200)
  @Requires('request.rule-extension')
  answer(
    @Param('id', zodPath(uuid)) id: string,
    @Body(zodBody(ruleExtensionBody)) body: RuleExtensionBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new RuleExtension(id, body, context));
  }
}
