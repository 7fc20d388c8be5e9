import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RuleReturnBody, CommandAnswer } from '@sanban/contracts';
import type { CommandContext } from '@sanban/service-kit';
import { RequestDesk } from '../request-desk';

export class RuleReturn extends Command<CommandAnswer> {
  constructor(
    readonly request: string,
    readonly body: RuleReturnBody,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RuleReturn)
export class RuleReturnHandler implements ICommandHandler<RuleReturn> {
  constructor(private readonly desk: RequestDesk) {}

  execute({ request, body, context }: RuleReturn): Promise<CommandAnswer> {
    return this.desk.decide({
      request,
      context,
      permission: 'request.rule-return',
      command: (given) => ({ ...given, type: 'RuleReturn', ...body }),
    });
  }
}
