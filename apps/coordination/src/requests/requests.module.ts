import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module';
import { AssignRequestHandler } from './assign/assign-request';
import { AssignRequestController } from './assign/assign.controller';
import { CloseRequestHandler } from './close/close-request';
import { CloseRequestController } from './close/close.controller';
import { FollowUpRequestHandler } from './follow-up/follow-up-request';
import { FollowUpRequestController } from './follow-up/follow-up.controller';
import { ReassignRequestHandler } from './reassign/reassign-request';
import { ReassignRequestController } from './reassign/reassign.controller';
import { ReopenRequestHandler } from './reopen/reopen-request';
import { ReopenRequestController } from './reopen/reopen.controller';
import { RequestDesk } from './request-desk';
import { RequestReader } from './request-reader';
import { ResumeRequestHandler } from './resume/resume-request';
import { ResumeRequestController } from './resume/resume.controller';
import { RuleExtensionHandler } from './rule-extension/rule-extension';
import { RuleExtensionController } from './rule-extension/rule-extension.controller';
import { RuleReturnHandler } from './rule-return/rule-return';
import { RuleReturnController } from './rule-return/rule-return.controller';
import { RuleSuspensionHandler } from './rule-suspension/rule-suspension';
import { RuleSuspensionController } from './rule-suspension/rule-suspension.controller';
import { SubmitRequestHandler } from './submit/submit-request';
import { SubmitController } from './submit/submit.controller';
import { TriageRequestHandler } from './triage/triage-request';
import { TriageRequestController } from './triage/triage.controller';
import { VerifyResolutionHandler } from './verify/verify-resolution';
import { VerifyResolutionController } from './verify/verify.controller';
import { GetRequestHandler } from './view/get-request';
import { ViewController } from './view/view.controller';

/** What people decide about requests, and one request as it stands. */
@Module({
  imports: [LedgerModule],
  controllers: [
    SubmitController,
    TriageRequestController,
    AssignRequestController,
    RuleReturnController,
    ReassignRequestController,
    VerifyResolutionController,
    FollowUpRequestController,
    CloseRequestController,
    ReopenRequestController,
    RuleExtensionController,
    RuleSuspensionController,
    ResumeRequestController,
    ViewController,
  ],
  providers: [
    RequestDesk,
    RequestReader,
    SubmitRequestHandler,
    TriageRequestHandler,
    AssignRequestHandler,
    RuleReturnHandler,
    ReassignRequestHandler,
    VerifyResolutionHandler,
    FollowUpRequestHandler,
    CloseRequestHandler,
    ReopenRequestHandler,
    RuleExtensionHandler,
    RuleSuspensionHandler,
    ResumeRequestHandler,
    GetRequestHandler,
  ],
  exports: [RequestReader],
})
export class RequestsModule {}
