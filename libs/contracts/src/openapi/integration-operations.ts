import { agencyParams } from '../http/case-files';
import { emptyBody } from '../http/common';
import { inboundDeadLetterPage, inboundDeadLetterQuery } from '../http/inbound';
import {
  createWebhookBody,
  deliveryPage,
  deliveryParams,
  deliveryQuery,
  deliveryView,
  rotatedSecret,
  webhookList,
  webhookParams,
  webhookView,
  webhookWithSecret,
} from '../http/webhooks';
import { reading } from './build';
import type { Operation, ProblemCode } from './operation';

const AGENCY = '/api/v1/agencies/{region}/{slug}';
const BASE = `${AGENCY}/webhooks`;
const CHANGE: readonly ProblemCode[] = ['not-signed-in', 'forbidden', 'not-found', 'idempotency-key-reused'];

type Change = Pick<Operation, 'path' | 'operationId' | 'summary' | 'answer' | 'params'> & {
  body?: Operation['body'];
  status?: Operation['status'];
  problems?: readonly ProblemCode[];
};
const change = ({ body = emptyBody, status = 200, problems = [], ...rest }: Change): Operation => ({
  method: 'post',
  tag: 'integration',
  permission: 'webhook.manage',
  body,
  status,
  problems: [...CHANGE, ...problems],
  idempotent: true,
  ...rest,
});

/** How an agency's own system is told over HTTP, and what became of what it said. */
export const integrationOperations: readonly Operation[] = [
  change({
    path: BASE,
    operationId: 'createWebhook',
    params: agencyParams,
    body: createWebhookBody,
    status: 201,
    answer: webhookWithSecret,
    summary: { zh: '登记回调地址（密钥只返回一次）', en: 'Subscribe an address (the secret is shown once)' },
    problems: ['refused', 'refused-value'],
  }),
  reading({
    path: BASE,
    operationId: 'listWebhooks',
    tag: 'integration',
    permission: 'webhook.read',
    params: agencyParams,
    answer: webhookList,
    summary: { zh: '回调地址列表', en: 'The agency’s webhooks' },
  }),
  {
    method: 'delete',
    path: `${BASE}/{id}`,
    operationId: 'deleteWebhook',
    tag: 'integration',
    permission: 'webhook.manage',
    params: webhookParams,
    status: 204,
    answer: null,
    summary: { zh: '删除回调地址', en: 'Delete a webhook with its log' },
    problems: ['not-signed-in', 'forbidden', 'not-found'],
  },
  change({
    path: `${BASE}/{id}/rotate`,
    operationId: 'rotateWebhookSecret',
    params: webhookParams,
    answer: rotatedSecret,
    summary: { zh: '更换密钥', en: 'A new secret; the old one signs too for a day' },
    problems: ['refused'],
  }),
  change({
    path: `${BASE}/{id}/enable`,
    operationId: 'enableWebhook',
    params: webhookParams,
    answer: webhookView,
    summary: { zh: '重新启用', en: 'Enable it again; what is pending is sent' },
  }),
  reading({
    path: `${BASE}/{id}/deliveries`,
    operationId: 'listDeliveries',
    tag: 'integration',
    permission: 'webhook.read',
    params: webhookParams,
    query: deliveryQuery,
    answer: deliveryPage,
    summary: { zh: '投递记录', en: 'Delivery log, newest first' },
    problems: ['invalid-cursor'],
  }),
  change({
    path: `${BASE}/{id}/deliveries/{delivery}/redeliver`,
    operationId: 'redeliver',
    params: deliveryParams,
    answer: deliveryView,
    summary: { zh: '重新投递', en: 'Send it again, with the same id' },
  }),
  reading({
    path: `${AGENCY}/inbound/dead-letters`,
    operationId: 'listInboundDeadLetters',
    tag: 'integration',
    permission: 'inbound.read',
    params: agencyParams,
    query: inboundDeadLetterQuery,
    answer: inboundDeadLetterPage,
    summary: { zh: '外部系统的无效消息', en: 'Messages of the agency’s own system that were refused' },
    problems: ['invalid-cursor'],
  }),
];
