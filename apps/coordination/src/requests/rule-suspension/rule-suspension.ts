import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RuleSuspensionBody, CommandAnswer } from '@sanban/contracts';
import type { CommandContext } from '@sanban/service-kit';
import { RequestDesk } from '../request-desk';

export class RuleSuspension extends Command<CommandAnswer> {
  constructor(
    readonly request: string,
    readonly body: RuleSuspensionBody,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RuleSuspension)
export class RuleSuspensionHandler implements ICommandHandler<RuleSuspension> {
  constructor(private readonly desk: RequestDesk) {}

  execute({ request, body, context }: RuleSuspension): Promise<CommandAnswer> {
    return this.desk.decide({
      request,
      context,
      permission: 'request.rule-suspension',
      command: (given) => ({ ...given, type: 'RuleSuspension', ...body }),
    });
  }
}
