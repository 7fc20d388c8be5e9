import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { verifyBody, uuid, type VerifyBody, type CommandAnswer } from '@sanban/contracts';
import { Command, Requires, zodBody, zodPath, type CommandContext } from '@sanban/service-kit';
import { VerifyResolution } from './verify-resolution';

@Controller('requests')
export class VerifyResolutionController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/verify')
  @HttpCode(200)
  @Requires('request.verify')
  answer(
    @Param('id', zodPath(uuid)) id: string,
    @Body(zodBody(verifyBody)) body: VerifyBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new VerifyResolution(id, body, context));
  }
}
