import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requestDecider, type RequestCommand, type RequestEvent, type RequestState } from '@sanban/casework';
import type { CommandAnswer, SubmitBody } from '@sanban/contracts';
import type { Principal } from '@sanban/identity';
import { authorize, CommandRunner, ProblemError, Programmes, type CommandContext } from '@sanban/service-kit';
import { checkRegion } from '../references';
import { answerOf, RequestDesk } from '../request-desk';
import { streamOf } from '../request-stream';

export class SubmitRequest extends Command<CommandAnswer> {
  constructor(
    readonly body: SubmitBody,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** A request bears the id of the command that submitted it, so that a retry reaches the same stream. */
@CommandHandler(SubmitRequest)
export class SubmitRequestHandler implements ICommandHandler<SubmitRequest> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: RequestDesk,
    private readonly programmes: Programmes,
  ) {}

  async execute({ body, context }: SubmitRequest): Promise<CommandAnswer> {
    const { principal } = context;
    const region = regionOf(body, principal);
    const enterprise = enterpriseOf(body, principal);
    checkRegion(region, this.programmes.all());
    authorize(principal, 'request.submit', { region, enterprise: enterprise.id });
    const request = context.commandId;
    const result = await this.runner.run<RequestState, RequestCommand, RequestEvent>({
      decider: requestDecider,
      stream: streamOf(request),
      creates: true,
      context,
      programme: this.programmes.forRegion(region).id,
      command: () => {
        const { now, rules, calendar, by } = this.desk.given(region, principal);
        const { title, text } = body;
        return { type: 'Submit', request, region, enterprise, title, text, now, rules, calendar, by };
      },
    });
    return answerOf(request, result);
  }
}

const missing = (field: string, detail: string, detailZh: string) =>
  new ProblemError({
    status: 422,
    code: `${field}-missing`,
    title: `The ${field} is missing`,
    titleZh: '提交内容不完整',
    detail,
    detailZh,
    field,
  });

function regionOf(body: SubmitBody, principal: Principal): string {
  const region = body.region ?? principal.region;
  if (region !== null) return region;
  throw missing('region', 'This account belongs to no region: say to which one the request goes.', '请注明受理地区。');
}

/** An enterprise's own account submits under its own name; whoever acts for another must say for whom. */
function enterpriseOf(body: SubmitBody, principal: Principal): { id: string; name: string } {
  const own = principal.enterprise;
  if (own !== null && (body.enterprise === undefined || body.enterprise.id === own.id)) return own;
  if (body.enterprise !== undefined) return body.enterprise;
  throw missing('enterprise', 'Say for which enterprise the request is submitted.', '请注明提出诉求的企业。');
}
