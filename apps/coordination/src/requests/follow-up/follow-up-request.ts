import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FollowUpBody, CommandAnswer } from '@sanban/contracts';
import type { CommandContext } from '@sanban/service-kit';
import { RequestDesk } from '../request-desk';

export class FollowUpRequest extends Command<CommandAnswer> {
  constructor(
    readonly request: string,
    readonly body: FollowUpBody,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(FollowUpRequest)
export class FollowUpRequestHandler implements ICommandHandler<FollowUpRequest> {
  constructor(private readonly desk: RequestDesk) {}

  execute({ request, body, context }: FollowUpRequest): Promise<CommandAnswer> {
    return this.desk.decide({
      request,
      context,
      permission: 'request.follow-up',
      command: (given) => ({ ...given, type: 'FollowUp', ...body }),
    });
  }
}
