import { Inject, Injectable } from '@nestjs/common';
import { caseFileDecider, type AgencyCommand } from '@sanban/casework';
import type { CommandAnswer, DepartmentService } from '@sanban/contracts';
import {
  Clock,
  CommandRunner,
  ProblemError,
  problems,
  Programmes,
  SERVICE_NAME,
  type CommandContext,
} from '@sanban/service-kit';
import { caseFileStream } from '../case-files/stream';

/** What a command says beyond who, when and by which rules. */
export type Content<C extends AgencyCommand = AgencyCommand> = C extends AgencyCommand
  ? Omit<C, 'now' | 'by' | 'rules' | 'calendar'>
  : never;

/** The commands of an agency's own people. */
@Injectable()
export class CaseFileHandling {
  constructor(
    private readonly commands: CommandRunner,
    private readonly programmes: Programmes,
    private readonly clock: Clock,
    @Inject(SERVICE_NAME) private readonly service: DepartmentService,
  ) {}

  /**
   * @param request where it is named, the case file must belong to it
   * @throws 404 where `agency` has no such case file; else as {@link CommandRunner.run}
   */
  async carryOut(
    { region, agency, id, request }: { region: string; agency: string; id: string; request?: string },
    content: Content,
    context: CommandContext,
  ): Promise<CommandAnswer> {
    const { user, enterprise } = context.principal;
    const programme = this.programmes.forRegion(region);
    const rest = {
      now: this.clock.now(),
      by: { user, agency: context.principal.agency, enterprise: enterprise?.id ?? null },
      rules: this.programmes.rules(region),
      calendar: this.programmes.calendar(region, programme.calendar),
    };
    const { revision, state, events } = await this.commands.run({
      decider: caseFileDecider,
      stream: caseFileStream(this.service, id),
      command: (present) => {
        if (present.status === 'none' || present.agency !== agency) throw noSuchCaseFile(agency, id);
        if (request !== undefined && present.request !== request) throw notOfRequest(id, request);
        return { ...content, ...rest };
      },
      context,
      programme: programme.id,
    });
    return { id, revision, state: state.status, events: events.map(({ type }) => type) };
  }
}

export const noSuchCaseFile = (agency: string, id: string) => problems.notFound(`Case file ${id} of ${agency}`);

const notOfRequest = (id: string, request: string) =>
  new ProblemError({
    status: 422,
    code: 'wrong-key',
    title: 'The case file belongs to another request',
    titleZh: '承办件不属于该诉求',
    detail: `Case file ${id} is not of the request ${request}.`,
    detailZh: '承办件与诉求编号不一致。',
    field: 'caseFile',
  });
