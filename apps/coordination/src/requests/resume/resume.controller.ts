import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { emptyBody, uuid, type CommandAnswer } from '@sanban/contracts';
import { Command, Requires, zodBody, zodPath, type CommandContext } from '@sanban/service-kit';
import { ResumeRequest } from './resume-request';

@Controller('requests')
export class ResumeRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/resume')
  @HttpCode(200)
  @Requires('request.resume')
  answer(
    @Param('id', zodPath(uuid)) id: string,
    @Body(zodBody(emptyBody.optional())) _body: unknown,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new ResumeRequest(id, context));
  }
}
