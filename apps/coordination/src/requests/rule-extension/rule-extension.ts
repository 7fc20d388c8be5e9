import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RuleExtensionBody, CommandAnswer } from '@sanban/contracts';
import type { CommandContext } from '@sanban/service-kit';
import { RequestDesk } from '../request-desk';

export class RuleExtension extends Command<CommandAnswer> {
  constructor(
    readonly request: string,
    readonly body: RuleExtensionBody,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RuleExtension)
export class RuleExtensionHandler implements ICommandHandler<RuleExtension> {
  constructor(private readonly desk: RequestDesk) {}

  execute({ request, body, context }: RuleExtension): Promise<CommandAnswer> {
    return this.desk.decide({
      request,
      context,
      permission: 'request.rule-extension',
      command: (given) => ({ ...given, type: 'RuleExtension', ...body }),
    });
  }
}
