import { Injectable } from '@nestjs/common';
import { requestDecider, type RequestCommand, type RequestEvent, type RequestState } from '@sanban/casework';
import { systemPrincipal } from '@sanban/identity';
import {
  CommandRunner,
  derivedId,
  OnTimer,
  problems,
  Programmes,
  Clock,
  type Timer,
  type TimerHandler,
} from '@sanban/service-kit';
import { streamOf } from '../requests/request-stream';
import { SUPERVISE, supervisionTimer } from './supervision-timer';

const SUPERVISOR = systemPrincipal('coordination');

/** A deadline has passed, or a rung of the ladder is due. The command's id follows from the timer's: it counts once. */
@Injectable()
@OnTimer(SUPERVISE)
export class Supervisor implements TimerHandler {
  constructor(
    private readonly runner: CommandRunner,
    private readonly programmes: Programmes,
    private readonly clock: Clock,
  ) {}

  async fire({ id, payload }: Timer): Promise<void> {
    const { request, deadline, dueAt, step } = supervisionTimer.parse(payload);
    const commandId = derivedId(request, id);
    let programmeId: string | null = null;
    await this.runner.run<RequestState, RequestCommand, RequestEvent>({
      decider: requestDecider,
      stream: streamOf(request),
      context: { commandId, fingerprint: '', principal: SUPERVISOR, correlationId: commandId },
      command: (state) => {
        if (state.status === 'none') throw problems.notFound(`Request ${request}`);
        const { region } = state;
        programmeId = state.programme;
        return {
          type: 'Supervise',
          now: this.clock.now(),
          rules: this.programmes.rules(region),
          calendar: this.programmes.calendar(region, this.programmes.forRegion(region).calendar),
          deadline,
          dueAt,
          step,
        };
      },
      get programme() {
        return programmeId;
      },
    });
  }
}
