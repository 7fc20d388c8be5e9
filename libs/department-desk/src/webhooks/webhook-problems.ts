import { ProblemError, problems } from '@sanban/service-kit';

/** Webhooks of an agency. */
export const MOST = 10;

export const unknownWebhook = (id: string) => problems.notFound(`Webhook ${id} of this agency`);

export const tooMany = () =>
  new ProblemError({
    status: 409,
    code: 'too-many-webhooks',
    title: 'The agency has too many webhooks',
    titleZh: '回调地址过多',
    detail: `An agency has at most ${MOST} webhooks: delete one that is not needed any more.`,
    detailZh: `每个单位最多登记 ${MOST} 个回调地址，请先删除不再使用的。`,
  });

export const notAllowed = (why: string) =>
  new ProblemError({
    status: 422,
    code: 'url-not-allowed',
    title: 'This address is not called',
    titleZh: '该地址不允许回调',
    detail: `Give a public address that begins with https:// (${why}).`,
    detailZh: '请填写以 https:// 开头的公网地址。',
    field: 'url',
  });

export const secretReplaced = () =>
  new ProblemError({
    status: 409,
    code: 'secret-replaced',
    title: 'This was done before, and its secret is no longer the webhook’s',
    titleZh: '此前已执行，当时的密钥已不再有效',
    detail:
      'This Idempotency-Key was carried out before; since then the webhook got another secret or was deleted. Nothing was done now. ' +
      'For a new secret rotate it with a new key.',
    detailZh:
      '该幂等键对应的操作此前已执行，其后密钥已更换或回调地址已删除，本次未作任何处理。如需新密钥，请以新的幂等键更换密钥。',
    field: 'Idempotency-Key',
  });
