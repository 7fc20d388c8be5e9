import { ProblemError } from '@sanban/service-kit';

/** The same whether the username or the password is wrong. */
export const signInRefused = () =>
  new ProblemError({
    status: 401,
    code: 'sign-in-refused',
    title: 'Username or password is wrong',
    titleZh: '用户名或密码不正确',
    detail: 'No account has this username and password.',
    detailZh: '没有与此用户名和密码相符的账号。',
  });

export const tooManyAttempts = (seconds: number) =>
  new ProblemError(
    {
      status: 429,
      code: 'too-many-attempts',
      title: 'Too many failed sign-ins',
      titleZh: '登录失败次数过多',
      detail: `Try again in ${seconds} seconds.`,
      detailZh: `请在 ${seconds} 秒后重试。`,
    },
    { 'retry-after': String(seconds) },
  );
