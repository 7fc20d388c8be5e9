import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ReopenBody, CommandAnswer } from '@sanban/contracts';
import type { CommandContext } from '@sanban/service-kit';
import { RequestDesk } from '../request-desk';

export class ReopenRequest extends Command<CommandAnswer> {
  constructor(
    readonly request: string,
    readonly body: ReopenBody,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ReopenRequest)
export class ReopenRequestHandler implements ICommandHandler<ReopenRequest> {
  constructor(private readonly desk: RequestDesk) {}

  execute({ request, body, context }: ReopenRequest): Promise<CommandAnswer> {
    return this.desk.decide({
      request,
      context,
      permission: 'request.reopen',
      command: (given) => ({ ...given, type: 'Reopen', ...body }),
    });
  }
}
