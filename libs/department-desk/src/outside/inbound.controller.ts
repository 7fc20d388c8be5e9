import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  agencyParams,
  inboundDeadLetterQuery,
  type InboundDeadLetterPage,
  type InboundDeadLetterQuery,
} from '@sanban/contracts';
import { agencyInPath, Requires, zodPath, zodQuery } from '@sanban/service-kit';
import { ServedAgencies } from '../handling/served-agencies';
import { InboundDeadLetters } from './inbound-dead-letters';

/** What became of the messages of an agency's own system. */
@Controller('agencies/:region/:slug/inbound')
export class InboundController {
  constructor(
    private readonly served: ServedAgencies,
    private readonly letters: InboundDeadLetters,
  ) {}

  @Get('dead-letters')
  @Requires('inbound.read', agencyInPath)
  page(
    @Param(zodPath(agencyParams)) path: { region: string; slug: string },
    @Query(zodQuery(inboundDeadLetterQuery)) query: InboundDeadLetterQuery,
  ): Promise<InboundDeadLetterPage> {
    return this.letters.page(this.served.agency(path), query);
  }
}
