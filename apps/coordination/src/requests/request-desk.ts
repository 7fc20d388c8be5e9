import { Injectable } from '@nestjs/common';
import {
  requestDecider,
  type Actor,
  type CaseRules,
  type RequestCommand,
  type RequestEvent,
  type RequestRecord,
  type RequestState,
} from '@sanban/casework';
import type { CommandAnswer } from '@sanban/contracts';
import type { Permission, Principal } from '@sanban/identity';
import type { LoadedProgramme } from '@sanban/programme';
import {
  authorize,
  Clock,
  CommandRunner,
  problems,
  Programmes,
  type CommandContext,
  type CommandResult,
} from '@sanban/service-kit';
import type { WorkingCalendar } from '@sanban/working-calendar';
import { streamOf } from './request-stream';

/** What every decision about a request needs beside its content. */
export interface Given {
  now: string;
  rules: CaseRules;
  calendar: WorkingCalendar;
  by: Actor;
}

export interface Decision {
  request: string;
  permission: Permission;
  context: CommandContext;
  /** Makes the command; throw a problem to refuse. Called again after a lost race. */
  command: (given: Given, programme: LoadedProgramme, state: RequestRecord) => RequestCommand;
}

/** The one way in which somebody signed in changes a request. */
@Injectable()
export class RequestDesk {
  constructor(
    private readonly runner: CommandRunner,
    private readonly programmes: Programmes,
    private readonly clock: Clock,
  ) {}

  given(region: string, principal: Principal): Given {
    const programme = this.programmes.forRegion(region);
    return {
      now: this.clock.now(),
      rules: this.programmes.rules(region),
      calendar: this.programmes.calendar(region, programme.calendar),
      by: actorFor(principal),
    };
  }

  /** @throws 404, 403, and what CommandRunner throws */
  async decide({ request, permission, context, command }: Decision): Promise<CommandAnswer> {
    let programmeId: string | null = null;
    const result = await this.runner.run<RequestState, RequestCommand, RequestEvent>({
      decider: requestDecider,
      stream: streamOf(request),
      context,
      command: (state) => {
        if (state.status === 'none') throw problems.notFound(`Request ${request}`);
        authorize(context.principal, permission, { region: state.region, enterprise: state.enterprise.id });
        programmeId = state.programme;
        return command(this.given(state.region, context.principal), this.programmes.forRegion(state.region), state);
      },
      // Known as soon as the command is made, which comes before its events are written.
      get programme() {
        return programmeId;
      },
    });
    return answerOf(request, result);
  }
}

export const actorFor = ({ user, agency, enterprise }: Principal): Actor => ({
  user,
  agency,
  enterprise: enterprise?.id ?? null,
});

export const answerOf = (request: string, { revision, state, events }: CommandResult<RequestState>): CommandAnswer => ({
  id: request,
  revision,
  state: state.status,
  events: events.map(({ type }) => type),
});
