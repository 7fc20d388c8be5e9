import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AssignBody, CommandAnswer } from '@sanban/contracts';
import type { CommandContext } from '@sanban/service-kit';
import { participantsOf } from '../participants';
import { RequestDesk } from '../request-desk';

export class AssignRequest extends Command<CommandAnswer> {
  constructor(
    readonly request: string,
    readonly body: AssignBody,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AssignRequest)
export class AssignRequestHandler implements ICommandHandler<AssignRequest> {
  constructor(private readonly desk: RequestDesk) {}

  execute({ request, body, context }: AssignRequest): Promise<CommandAnswer> {
    return this.desk.decide({
      request,
      context,
      permission: 'request.assign',
      command: (given, programme) => ({
        ...given,
        type: 'Assign',
        ...participantsOf(body, programme, context.commandId),
      }),
    });
  }
}
