import {
  accountPage,
  accountParams,
  accountQuery,
  accountView,
  changePasswordBody,
  createAccountBody,
  resetPasswordBody,
} from '../http/accounts';
import { emptyBody } from '../http/common';
import { reading } from './build';
import type { Operation, ProblemCode } from './operation';

const BASE = '/api/v1/accounts';
const CHANGE: readonly ProblemCode[] = ['not-signed-in', 'forbidden', 'refused'];
const PASSWORD: readonly ProblemCode[] = ['refused-value', 'idempotency-key-reused'];

type Change = Pick<Operation, 'path' | 'operationId' | 'summary'> & Partial<Operation>;
const change = ({ problems = [], ...rest }: Change): Operation => ({
  method: 'post',
  tag: 'identity',
  permission: 'account.manage',
  body: emptyBody,
  status: 200,
  answer: accountView,
  problems: [...CHANGE, ...(rest.params ? (['not-found'] as const) : []), ...problems],
  idempotent: true,
  ...rest,
});

/** Who may sign in: kept by the operator, the own password by everybody. */
export const accountOperations: readonly Operation[] = [
  change({
    path: BASE,
    operationId: 'createAccount',
    body: createAccountBody,
    status: 201,
    summary: { zh: '新建账号', en: 'Create an account' },
    problems: PASSWORD,
  }),
  reading({
    path: BASE,
    operationId: 'listAccounts',
    tag: 'identity',
    permission: 'account.manage',
    query: accountQuery,
    answer: accountPage,
    summary: { zh: '账号列表', en: 'Accounts, by username' },
    problems: ['invalid-cursor'],
  }),
  change({
    path: `${BASE}/{username}/disable`,
    operationId: 'disableAccount',
    params: accountParams,
    summary: { zh: '停用账号（立即退出所有会话）', en: 'Disable an account; its sessions end at once' },
  }),
  change({
    path: `${BASE}/{username}/enable`,
    operationId: 'enableAccount',
    params: accountParams,
    summary: { zh: '启用账号', en: 'Enable an account' },
  }),
  change({
    path: `${BASE}/{username}/reset-password`,
    operationId: 'resetPassword',
    params: accountParams,
    body: resetPasswordBody,
    summary: { zh: '重设密码（立即退出所有会话）', en: 'Set another password; its sessions end at once' },
    problems: PASSWORD,
  }),
  change({
    path: '/api/v1/me/password',
    operationId: 'changeOwnPassword',
    permission: 'account.own',
    body: changePasswordBody,
    status: 204,
    answer: null,
    summary: { zh: '修改自己的密码（其他会话随即退出）', en: 'Change one’s own password; other sessions end' },
    problems: [...PASSWORD, 'too-many-attempts'],
  }),
];
