import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { VerifyBody, CommandAnswer } from '@sanban/contracts';
import type { CommandContext } from '@sanban/service-kit';
import { RequestDesk } from '../request-desk';

export class VerifyResolution extends Command<CommandAnswer> {
  constructor(
    readonly request: string,
    readonly body: VerifyBody,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(VerifyResolution)
export class VerifyResolutionHandler implements ICommandHandler<VerifyResolution> {
  constructor(private readonly desk: RequestDesk) {}

  execute({ request, body, context }: VerifyResolution): Promise<CommandAnswer> {
    return this.desk.decide({
      request,
      context,
      permission: 'request.verify',
      command: (given) => ({ ...given, type: 'Verify', ...body }),
    });
  }
}
