import {
  assignBody,
  closeBody,
  followUpBody,
  reassignBody,
  reopenBody,
  requestParams,
  ruleExtensionBody,
  ruleReturnBody,
  ruleSuspensionBody,
  submitBody,
  triageBody,
  verifyBody,
} from '../http/requests';
import { emptyBody } from '../http/common';
import { ledgerCounts, ledgerCountsQuery, ledgerPage, ledgerQuery } from '../http/ledger';
import { requestView } from '../http/request-view';
import { timeline } from '../http/timeline';
import { intent, reading } from './build';
import type { Operation } from './operation';

const office = (
  verb: string,
  operationId: string,
  body: Parameters<typeof intent>[0]['body'],
  summary: Operation['summary'],
  problems: Operation['problems'] = [],
): Operation =>
  intent({
    path: `/api/v1/requests/{id}/${verb}`,
    operationId,
    tag: 'request',
    permission: `request.${verb}`,
    params: requestParams,
    body,
    summary,
    problems,
  });

/** The office: requests and the ledger. */
export const requestOperations: readonly Operation[] = [
  {
    ...intent({
      path: '/api/v1/requests',
      operationId: 'submitRequest',
      tag: 'request',
      permission: 'request.submit',
      body: submitBody,
      summary: { zh: '提交诉求', en: 'Submit a request' },
      problems: ['unknown-reference', 'calendar-not-covered'],
    }),
    status: 201,
  },
  reading({
    path: '/api/v1/requests/{id}',
    operationId: 'getRequest',
    tag: 'request',
    permission: 'request.read',
    params: requestParams,
    answer: requestView,
    summary: { zh: '诉求详情', en: 'One request, with each agency’s clock' },
  }),
  reading({
    path: '/api/v1/requests/{id}/timeline',
    operationId: 'getTimeline',
    tag: 'request',
    permission: 'request.read',
    params: requestParams,
    answer: timeline,
    summary: { zh: '全过程时间线', en: 'Everything that happened, each deadline explained' },
  }),
  office('triage', 'triageRequest', triageBody, { zh: '研判分类', en: 'Triage' }, ['unknown-reference']),
  office('assign', 'assignRequest', assignBody, { zh: '交办', en: 'Assign to a lead and cooperating agencies' }, [
    'unknown-reference',
    'calendar-not-covered',
  ]),
  office('rule-return', 'ruleReturn', ruleReturnBody, { zh: '裁定退回', en: 'Rule on an agency’s return' }),
  office('reassign', 'reassignRequest', reassignBody, { zh: '转办', en: 'Reassign' }, [
    'unknown-reference',
    'calendar-not-covered',
  ]),
  office('verify', 'verifyResolution', verifyBody, { zh: '核实办结', en: 'Verify or reject the resolution' }, [
    'calendar-not-covered',
  ]),
  office('follow-up', 'followUp', followUpBody, { zh: '回访', en: 'The enterprise’s word on the result' }),
  office('close', 'closeRequest', closeBody, { zh: '销号', en: 'Close' }),
  office('reopen', 'reopenRequest', reopenBody, { zh: '重新办理', en: 'Reopen' }, ['calendar-not-covered']),
  office('rule-extension', 'ruleExtension', ruleExtensionBody, { zh: '审批延期', en: 'Rule on an extension' }),
  office('rule-suspension', 'ruleSuspension', ruleSuspensionBody, { zh: '审批挂账', en: 'Rule on a suspension' }),
  office('resume', 'resumeRequest', emptyBody, { zh: '恢复办理', en: 'End a suspension' }, ['calendar-not-covered']),
  reading({
    path: '/api/v1/ledger',
    operationId: 'listLedger',
    tag: 'ledger',
    permission: 'request.read',
    query: ledgerQuery,
    answer: ledgerPage,
    summary: { zh: '台账', en: 'The ledger, newest first' },
    problems: ['invalid-cursor', 'unknown-reference'],
  }),
  reading({
    path: '/api/v1/ledger/counts',
    operationId: 'countLedger',
    tag: 'ledger',
    permission: 'ledger.read',
    query: ledgerCountsQuery,
    answer: ledgerCounts,
    summary: { zh: '台账统计', en: 'Counts by state and agency, with on-time numbers' },
    problems: ['unknown-reference'],
  }),
];
