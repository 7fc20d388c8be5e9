import { accountBench, handler, OTHER, PASSWORD } from '../testing/account-bench';
import { DEMO_PASSWORD, TestGateway, type HeaderFields } from '../testing/test-gateway';

describe('passwords', () => {
  const { call, local, create, signIn, bearer, me } = accountBench();

  it('a reset password ends all sessions; the old one serves no more', async () => {
    await create(handler);
    const token = await bearer('tax-desk');
    const reset = (password: string, headers = {}) =>
      call('POST', '/accounts/tax-desk/reset-password', { ...local(), ...headers }, { password });
    expect(await reset('too short')).toMatchObject({ status: 400, body: { field: 'password' } });
    expect(await me(token)).toBe(200);
    const key = { 'idempotency-key': 'r' };
    expect(await reset(OTHER, key)).toMatchObject({ status: 200, body: { username: 'tax-desk' } });
    expect(await me(token)).toBe(401);
    expect(await signIn('tax-desk', PASSWORD)).toMatchObject({ status: 401 });
    const renewed = await bearer('tax-desk', OTHER);
    expect(await reset(OTHER, key)).toMatchObject({ status: 200 });
    expect(await me(renewed)).toBe(200);
    expect(await reset(PASSWORD, key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('everybody changes the own password with the old one; the other sessions end', async () => {
    await create(handler);
    const { cookie } = await signIn('tax-desk', PASSWORD);
    const elsewhere = await bearer('tax-desk');
    const change = (oldPassword: string, newPassword: string, headers: Record<string, string> = { cookie }) =>
      call('POST', '/me/password', headers, { oldPassword, newPassword });
    expect(await change(PASSWORD, OTHER, {})).toMatchObject({ status: 401 });
    expect(await change('not the old one', OTHER)).toMatchObject({ status: 422, body: { code: 'old-password-wrong' } });
    expect(await change(PASSWORD, 'short')).toMatchObject({ status: 400, body: { field: 'newPassword' } });
    expect(await change(PASSWORD, PASSWORD)).toMatchObject({ status: 422, body: { code: 'password-unchanged' } });
    expect(await me(elsewhere)).toBe(200);
    const once = { cookie, 'idempotency-key': 'p' };
    expect(await change(PASSWORD, OTHER, once)).toMatchObject({ status: 204 });
    expect(await change(PASSWORD, OTHER, once)).toMatchObject({ status: 204 });
    expect([await me({ cookie }), await me(elsewhere)]).toEqual([200, 401]);
    expect(await signIn('tax-desk', PASSWORD)).toMatchObject({ status: 401 });
    expect(await signIn('tax-desk', OTHER)).toMatchObject({ status: 201 });
  });

  it('guessing the old password is slowed down as signing in is', async () => {
    await create({ ...handler, username: 'guessed-at' });
    const { cookie } = await signIn('guessed-at', PASSWORD);
    const guess = () => call('POST', '/me/password', { cookie }, { oldPassword: 'guessed', newPassword: OTHER });
    for (let n = 0; n < 5; n += 1) expect(await guess()).toMatchObject({ status: 422 });
    expect(await guess()).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
  });

  it('the local account has no password to change', async () => {
    expect(await call('POST', '/me/password', local(), { oldPassword: 'a', newPassword: OTHER })).toMatchObject({
      status: 409,
      body: { code: 'password-fixed' },
    });
  });
});

it('an account of the demo keeps its printed password, and can be disabled', async () => {
  const door = await TestGateway.start();
  const post = (path: string, headers: HeaderFields, body: unknown) =>
    door.call('POST', `/api/v1${path}`, headers, body);
  const { cookie: operator } = await door.signIn('operator');
  const { cookie: leader } = await door.signIn('530902-leader');
  const change = { oldPassword: DEMO_PASSWORD, newPassword: OTHER };
  expect((await post('/me/password', { cookie: leader }, change)).status).toBe(409);
  const reset = await post('/accounts/530902-leader/reset-password', { cookie: operator }, { password: OTHER });
  expect(reset.status).toBe(409);
  expect((await post('/accounts/530902-leader/disable', { cookie: operator }, {})).status).toBe(200);
  expect((await door.call('GET', '/api/v1/me', { cookie: leader })).status).toBe(401);
  expect((await door.signIn('530902-leader')).status).toBe(401);
  await door.close();
});
