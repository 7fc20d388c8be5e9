import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Timeline } from '@sanban/contracts';
import type { Principal } from '@sanban/identity';
import { Clock, explainedDeadlines, Programmes, subjectsOf } from '@sanban/service-kit';
import { RequestReader } from '../requests/request-reader';
import { detailOf } from './details';
import { namedDeadlines } from './named-deadlines';
import { TITLES } from './titles';

export class GetTimeline extends Query<Timeline> {
  constructor(
    readonly request: string,
    readonly principal: Principal,
  ) {
    super();
  }
}

/** Everything that happened to one request, in the order in which the office learnt of it. */
@QueryHandler(GetTimeline)
export class GetTimelineHandler implements IQueryHandler<GetTimeline> {
  constructor(
    private readonly reader: RequestReader,
    private readonly programmes: Programmes,
    private readonly clock: Clock,
  ) {}

  async execute({ request, principal }: GetTimeline): Promise<Timeline> {
    const { record, revision, events } = await this.reader.read(request, principal);
    const programme = this.programmes.forRegion(record.region);
    const calendar = this.programmes.calendar(record.region, programme.calendar);
    const named = namedDeadlines(events);
    const subjectOf = subjectsOf(named);
    const deadlines = explainedDeadlines(named, {
      tracked: record.deadlines,
      calendar,
      now: this.clock.millis(),
      suspendedAt: record.suspendedAt,
    });
    return {
      id: request,
      revision,
      entries: events.map((event, index) => ({
        id: event.id,
        revision: event.revision,
        at: event.data.at,
        type: event.type,
        title: TITLES[event.type],
        detail: detailOf(event, programme, subjectOf),
        actor: { agency: event.metadata.actor.agency, role: event.metadata.actor.role },
        deadlines: deadlines[index] ?? [],
      })),
    };
  }
}
