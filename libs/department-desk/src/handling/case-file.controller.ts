import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  agencyParams,
  caseFileParams,
  caseFileQuery,
  emptyBody,
  opinionBody,
  planBody,
  progressBody,
  requestExtensionBody,
  requestSuspensionBody,
  resolveBody,
  returnBody,
  type CaseFilePage,
  type CaseFileQuery,
  type CaseFileView,
  type CommandAnswer,
  type OpinionBody,
  type PlanBody,
  type ProgressBody,
  type RequestExtensionBody,
  type RequestSuspensionBody,
  type ResolveBody,
  type ReturnBody,
  type Timeline,
} from '@sanban/contracts';
import { agencyInPath, Clock, Command, Programmes, Requires, zodBody, zodPath, zodQuery } from '@sanban/service-kit';
import type { CommandContext } from '@sanban/service-kit';
import { CaseFileList } from '../case-files/case-file-list';
import { timelineOf } from '../timeline/timeline';
import { CaseFileHandling } from './case-file-handling';
import { CaseFileReader } from './case-file-reader';
import { throwForBody } from './resolve-faults';
import { ServedAgencies } from './served-agencies';

interface AgencyPath {
  region: string;
  slug: string;
}
interface CaseFilePath extends AgencyPath {
  id: string;
}

/** The desk of every agency that the service serves. Only an agency's own staff acts here. */
@Controller('agencies/:region/:slug/case-files')
export class CaseFileController {
  constructor(
    private readonly served: ServedAgencies,
    private readonly list: CaseFileList,
    private readonly reader: CaseFileReader,
    private readonly handling: CaseFileHandling,
    private readonly programmes: Programmes,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('case-file.read', agencyInPath)
  page(
    @Param(zodPath(agencyParams)) path: AgencyPath,
    @Query(zodQuery(caseFileQuery)) query: CaseFileQuery,
  ): Promise<CaseFilePage> {
    return this.list.page(this.served.agency(path), query);
  }

  @Get(':id')
  @Requires('case-file.read', agencyInPath)
  view(@Param(zodPath(caseFileParams)) path: CaseFilePath): Promise<CaseFileView> {
    return this.reader.view(this.served.agency(path), path.id);
  }

  @Get(':id/timeline')
  @Requires('case-file.read', agencyInPath)
  async timeline(@Param(zodPath(caseFileParams)) path: CaseFilePath): Promise<Timeline> {
    const history = await this.reader.history(this.served.agency(path), path.id);
    return timelineOf(history, this.programmes.forRegion(path.region), this.clock.millis());
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Requires('case-file.accept', agencyInPath)
  accept(
    @Param(zodPath(caseFileParams)) path: CaseFilePath,
    @Body(zodBody(emptyBody.default({}))) _body: object,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.carryOut(path, { type: 'Accept' }, context);
  }

  @Post(':id/return')
  @HttpCode(200)
  @Requires('case-file.return', agencyInPath)
  return(
    @Param(zodPath(caseFileParams)) path: CaseFilePath,
    @Body(zodBody(returnBody)) body: ReturnBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    this.served.checkSuggestedLead(body.suggestedLead);
    return this.carryOut(path, { type: 'Return', ...body }, context);
  }

  @Post(':id/plan')
  @HttpCode(200)
  @Requires('case-file.plan', agencyInPath)
  plan(
    @Param(zodPath(caseFileParams)) path: CaseFilePath,
    @Body(zodBody(planBody)) body: PlanBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.carryOut(path, { type: 'MakePlan', ...body }, context);
  }

  @Post(':id/progress')
  @HttpCode(200)
  @Requires('case-file.progress', agencyInPath)
  progress(
    @Param(zodPath(caseFileParams)) path: CaseFilePath,
    @Body(zodBody(progressBody)) body: ProgressBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.carryOut(path, { type: 'ReportProgress', ...body }, context);
  }

  @Post(':id/opinion')
  @HttpCode(200)
  @Requires('case-file.opinion', agencyInPath)
  opinion(
    @Param(zodPath(caseFileParams)) path: CaseFilePath,
    @Body(zodBody(opinionBody)) body: OpinionBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.carryOut(path, { type: 'GiveOpinion', ...body }, context);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @Requires('case-file.resolve', agencyInPath)
  resolve(
    @Param(zodPath(caseFileParams)) path: CaseFilePath,
    @Body(zodBody(resolveBody)) outcome: ResolveBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.carryOut(path, { type: 'Resolve', outcome }, context).catch(throwForBody);
  }

  @Post(':id/request-extension')
  @HttpCode(200)
  @Requires('case-file.request-extension', agencyInPath)
  requestExtension(
    @Param(zodPath(caseFileParams)) path: CaseFilePath,
    @Body(zodBody(requestExtensionBody)) body: RequestExtensionBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.carryOut(path, { type: 'RequestExtension', ...body }, context);
  }

  @Post(':id/request-suspension')
  @HttpCode(200)
  @Requires('case-file.request-suspension', agencyInPath)
  requestSuspension(
    @Param(zodPath(caseFileParams)) path: CaseFilePath,
    @Body(zodBody(requestSuspensionBody)) body: RequestSuspensionBody,
    @Command() context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.carryOut(path, { type: 'RequestSuspension', ...body }, context);
  }

  private carryOut(
    path: CaseFilePath,
    content: Parameters<CaseFileHandling['carryOut']>[1],
    context: CommandContext,
  ): Promise<CommandAnswer> {
    return this.handling.carryOut(
      { region: path.region, agency: this.served.agency(path), id: path.id },
      content,
      context,
    );
  }
}
