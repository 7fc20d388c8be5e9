import {
  agencyParams,
  caseFilePage,
  caseFileParams,
  caseFileQuery,
  caseFileView,
  opinionBody,
  planBody,
  progressBody,
  requestExtensionBody,
  requestSuspensionBody,
  resolveBody,
  returnBody,
} from '../http/case-files';
import { emptyBody } from '../http/common';
import { timeline } from '../http/timeline';
import { intent, reading } from './build';
import type { Operation } from './operation';

const BASE = '/api/v1/agencies/{region}/{slug}/case-files';

const handler = (
  verb: string,
  operationId: string,
  body: Parameters<typeof intent>[0]['body'],
  summary: Operation['summary'],
  problems: Operation['problems'] = [],
): Operation =>
  intent({
    path: `${BASE}/{id}/${verb}`,
    operationId,
    tag: 'case-file',
    permission: `case-file.${verb}`,
    params: caseFileParams,
    body,
    summary,
    problems,
  });

/** The agencies' own records of their parts. */
export const caseFileOperations: readonly Operation[] = [
  reading({
    path: BASE,
    operationId: 'listCaseFiles',
    tag: 'case-file',
    permission: 'case-file.read',
    params: agencyParams,
    query: caseFileQuery,
    answer: caseFilePage,
    summary: { zh: '承办件列表', en: 'Case files of one agency, newest first' },
    problems: ['invalid-cursor'],
  }),
  reading({
    path: `${BASE}/{id}`,
    operationId: 'getCaseFile',
    tag: 'case-file',
    permission: 'case-file.read',
    params: caseFileParams,
    answer: caseFileView,
    summary: { zh: '承办件详情', en: 'One case file' },
  }),
  reading({
    path: `${BASE}/{id}/timeline`,
    operationId: 'getCaseFileTimeline',
    tag: 'case-file',
    permission: 'case-file.read',
    params: caseFileParams,
    answer: timeline,
    summary: { zh: '承办件时间线', en: 'Everything that happened to one case file' },
  }),
  handler('accept', 'acceptCaseFile', emptyBody, { zh: '签收', en: 'Accept' }),
  handler('return', 'returnCaseFile', returnBody, { zh: '退回', en: 'Return, with a reason' }, ['unknown-reference']),
  handler('plan', 'planCaseFile', planBody, { zh: '制定办理方案', en: 'Make the plan' }, ['calendar-not-covered']),
  handler('progress', 'reportProgress', progressBody, { zh: '报告进展', en: 'Report progress' }),
  handler('opinion', 'giveOpinion', opinionBody, { zh: '提出协办意见', en: 'Give the cooperating agency’s opinion' }),
  handler('resolve', 'resolveCaseFile', resolveBody, { zh: '办结', en: 'Resolve, with outcome and evidence' }),
  handler(
    'request-extension',
    'requestExtension',
    requestExtensionBody,
    { zh: '申请延期', en: 'Ask for an extension' },
    ['calendar-not-covered'],
  ),
  handler('request-suspension', 'requestSuspension', requestSuspensionBody, {
    zh: '申请挂账',
    en: 'Ask for a suspension',
  }),
];
