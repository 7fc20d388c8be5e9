import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ReassignBody, CommandAnswer } from '@sanban/contracts';
import type { CommandContext } from '@sanban/service-kit';
import { participantsOf } from '../participants';
import { RequestDesk } from '../request-desk';

export class ReassignRequest extends Command<CommandAnswer> {
  constructor(
    readonly request: string,
    readonly body: ReassignBody,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReassignRequest)
export class ReassignRequestHandler implements ICommandHandler<ReassignRequest> {
  constructor(private readonly desk: RequestDesk) {}

  execute({ request, body, context }: ReassignRequest): Promise<CommandAnswer> {
    return this.desk.decide({
      request,
      context,
      permission: 'request.reassign',
      command: (given, programme) => ({
        ...given,
        type: 'Reassign',
        ...participantsOf(body, programme, context.commandId),
        reason: body.reason,
      }),
    });
  }
}
