import { emptyBody } from '../http/common';
import {
  deadLetterList,
  deadLetterParams,
  discardAnswer,
  discardBody,
  parkedParams,
  redriveAnswer,
  serviceHealth,
  serviceParams,
  subscriptionList,
} from '../http/operations';
import { reading } from './build';
import type { Operation } from './operation';

const REDRIVE = ['not-signed-in', 'forbidden', 'not-found', 'idempotency-key-reused'] as const;

/** What whoever runs the system sees and does. */
export const runningOperations: readonly Operation[] = [
  reading({
    path: '/api/v1/services/{service}/health',
    operationId: 'getServiceHealth',
    tag: 'operations',
    permission: 'operations.read',
    params: serviceParams,
    answer: serviceHealth,
    summary: { zh: '服务健康状况', en: 'A service’s health' },
  }),
  reading({
    path: '/api/v1/services/{service}/subscriptions',
    operationId: 'listSubscriptions',
    tag: 'operations',
    permission: 'operations.read',
    params: serviceParams,
    answer: subscriptionList,
    summary: { zh: '订阅与停放的流', en: 'Subscriptions and parked streams' },
  }),
  reading({
    path: '/api/v1/services/{service}/dead-letters',
    operationId: 'listDeadLetters',
    tag: 'operations',
    permission: 'operations.read',
    params: serviceParams,
    answer: deadLetterList,
    summary: { zh: '死信', en: 'Dead letters' },
  }),
  {
    method: 'post',
    path: '/api/v1/services/{service}/dead-letters/{group}/{key}/redrive',
    operationId: 'redriveDeadLetters',
    tag: 'operations',
    permission: 'operations.act',
    params: deadLetterParams,
    body: emptyBody,
    status: 200,
    answer: redriveAnswer,
    summary: { zh: '重新投递死信', en: 'Redrive a key’s dead letters' },
    problems: REDRIVE,
    idempotent: true,
  },
  {
    method: 'post',
    path: '/api/v1/services/{service}/dead-letters/{group}/{key}/discard',
    operationId: 'discardDeadLetter',
    tag: 'operations',
    permission: 'operations.act',
    params: deadLetterParams,
    body: discardBody,
    status: 200,
    answer: discardAnswer,
    summary: { zh: '放弃无法处理的死信', en: 'Discard a key’s first dead letter, which can never be handled' },
    problems: ['invalid-body', 'not-signed-in', 'forbidden', 'not-found', 'refused'],
    idempotent: true,
  },
  {
    method: 'post',
    path: '/api/v1/services/{service}/subscriptions/{name}/parked/{stream}/redrive',
    operationId: 'redriveParkedStream',
    tag: 'operations',
    permission: 'operations.act',
    params: parkedParams,
    body: emptyBody,
    status: 200,
    answer: redriveAnswer,
    summary: { zh: '恢复停放的流', en: 'Redrive a parked stream' },
    problems: REDRIVE,
    idempotent: true,
  },
];
