import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { TriageBody, CommandAnswer } from '@sanban/contracts';
import type { CommandContext } from '@sanban/service-kit';
import { derivedId } from '@sanban/service-kit';
import { checkSubstance } from '../references';
import { RequestDesk } from '../request-desk';

export class TriageRequest extends Command<CommandAnswer> {
  constructor(
    readonly request: string,
    readonly body: TriageBody,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(TriageRequest)
export class TriageRequestHandler implements ICommandHandler<TriageRequest> {
  constructor(private readonly desk: RequestDesk) {}

  execute({ request, body, context }: TriageRequest): Promise<CommandAnswer> {
    return this.desk.decide({
      request,
      context,
      permission: 'request.triage',
      command: (given, programme) => {
        checkSubstance(body.action, body.measures, programme);
        const policyGap =
          body.policyGap === null
            ? null
            : { id: derivedId(context.commandId, 'policy gap'), description: body.policyGap };
        const actions = Object.fromEntries(
          programme.actions.map(({ id }) => [id, programme.measuresOf(id).map((measure) => measure.id)]),
        );
        return { ...given, ...body, type: 'Triage', policyGap, actions };
      },
    });
  }
}
