import type { FieldFault } from '@sanban/contracts';
import { ProblemError, problems } from '@sanban/service-kit';

export const unknownAccount = (username: string) => problems.notFound(`An account ${username}`);

export const usernameTaken = () =>
  new ProblemError({
    status: 409,
    code: 'username-taken',
    title: 'Another account has this username',
    titleZh: '用户名已被占用',
    detail:
      'Choose another username. Those of disabled accounts and of the demo stay taken, also while the demo is off.',
    detailZh: '请换一个用户名。已停用账号和演示账号的用户名不再分配（演示关闭时亦同）。',
    field: 'username',
  });

/** One fault for each field, in both languages. */
export const doesNotFit = (faults: readonly (FieldFault & { detailZh: string })[]) =>
  new ProblemError({
    status: 422,
    code: 'account-does-not-fit',
    title: 'Roles, region, agency and enterprise do not fit together',
    titleZh: '角色与地区、单位、企业不相符',
    detail: faults.map(({ field, detail }) => `${field}: ${detail}`).join('; '),
    detailZh: faults.map(({ field, detailZh }) => `${field}：${detailZh}`).join('；'),
    field: faults[0]?.field,
    errors: faults,
  });

export const passwordIsUsername = (field: string) =>
  new ProblemError({
    status: 422,
    code: 'password-is-username',
    title: 'The password is the username',
    titleZh: '密码与用户名相同',
    detail: 'A password has at least 12 characters and is not the username.',
    detailZh: '密码至少 12 个字符，且不得与用户名相同。',
    field,
  });

export const passwordUnchanged = () =>
  new ProblemError({
    status: 422,
    code: 'password-unchanged',
    title: 'The new password is the old one',
    titleZh: '新密码与原密码相同',
    detail: 'Choose a password that differs from the old one.',
    detailZh: '新密码不得与原密码相同。',
    field: 'newPassword',
  });

export const oldPasswordWrong = () =>
  new ProblemError({
    status: 422,
    code: 'old-password-wrong',
    title: 'The old password is wrong',
    titleZh: '原密码不正确',
    detail: 'oldPassword is not the password of this account. Nothing was changed.',
    detailZh: '原密码不正确，密码未作修改。',
    field: 'oldPassword',
  });

export const passwordFixed = () =>
  new ProblemError({
    status: 409,
    code: 'password-fixed',
    title: 'This account’s password cannot be changed',
    titleZh: '此账号的密码不可修改',
    detail:
      'Accounts of the demo share a password that is printed, and the local account of this machine has none. ' +
      'Create an account of its own with POST /api/v1/accounts.',
    detailZh: '演示账号共用公开的密码，本机命令行账号没有密码。请另建账号（POST /api/v1/accounts）。',
  });

export const ownAccount = () =>
  new ProblemError({
    status: 409,
    code: 'own-account',
    title: 'Nobody disables their own account',
    titleZh: '不能停用自己的账号',
    detail: 'Another operator can disable this account.',
    detailZh: '请由其他运行维护员停用。',
  });
