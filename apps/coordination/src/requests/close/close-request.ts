import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CloseBody, CommandAnswer } from '@sanban/contracts';
import type { CommandContext } from '@sanban/service-kit';
import { RequestDesk } from '../request-desk';

export class CloseRequest extends Command<CommandAnswer> {
  constructor(
    readonly request: string,
    readonly body: CloseBody,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(CloseRequest)
export class CloseRequestHandler implements ICommandHandler<CloseRequest> {
  constructor(private readonly desk: RequestDesk) {}

  execute({ request, body, context }: CloseRequest): Promise<CommandAnswer> {
    return this.desk.decide({
      request,
      context,
      permission: 'request.close',
      command: (given) => ({ ...given, type: 'Close', ...body }),
    });
  }
}
