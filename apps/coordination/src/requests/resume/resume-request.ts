import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer } from '@sanban/contracts';
import type { CommandContext } from '@sanban/service-kit';
import { RequestDesk } from '../request-desk';

export class ResumeRequest extends Command<CommandAnswer> {
  constructor(
    readonly request: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ResumeRequest)
export class ResumeRequestHandler implements ICommandHandler<ResumeRequest> {
  constructor(private readonly desk: RequestDesk) {}

  execute({ request, context }: ResumeRequest): Promise<CommandAnswer> {
    return this.desk.decide({
      request,
      context,
      permission: 'request.resume',
      command: (given) => ({ ...given, type: 'Resume' }),
    });
  }
}
