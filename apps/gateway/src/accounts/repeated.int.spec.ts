import { randomUUID } from 'node:crypto';
import { accountBench, handler, OTHER, PASSWORD } from '../testing/account-bench';

const THIRD = 'a third one of the region';
const newKey = () => ({ 'idempotency-key': randomUUID() });

describe('commands to accounts, sent again', () => {
  const { call, local, create, signIn, bearer, me, kept } = accountBench();

  const post = (path: string, key: Record<string, string>, body: unknown = {}) =>
    call('POST', `/accounts/${path}`, { ...local(), ...key }, body);
  const states = async () => {
    const { body } = await call('GET', '/accounts', local());
    return (body['items'] as { username: string; state: string }[]).map(({ username, state }) => [username, state]);
  };
  const reused = { status: 422, body: { code: 'idempotency-key-reused', field: 'Idempotency-Key' } };

  it('late: the first answer, and nothing is done again', async () => {
    await create(handler);
    const [enable, disable, enableAgain] = [newKey(), newKey(), newKey()];
    const first = await post('tax-desk/enable', enable);
    expect(first).toMatchObject({ status: 200, body: { state: 'active' } });
    await post('tax-desk/disable', disable);
    expect(await post('tax-desk/enable', enable)).toEqual(first);
    expect(await states()).toEqual([['tax-desk', 'disabled']]);
    await post('tax-desk/enable', enableAgain);
    expect(await post('tax-desk/disable', disable)).toMatchObject({ status: 200, body: { state: 'disabled' } });
    expect(await states()).toEqual([['tax-desk', 'active']]);
  });

  it('late: an earlier password does not come back, and no session ends', async () => {
    await create(handler);
    const [second, third] = [newKey(), newKey()];
    const reset = (key: Record<string, string>, password: string) => post('tax-desk/reset-password', key, { password });
    const first = await reset(second, OTHER);
    await reset(third, THIRD);
    const token = await bearer('tax-desk', THIRD);
    expect(await reset(second, OTHER)).toEqual(first);
    expect(await me(token)).toBe(200);
    expect(await signIn('tax-desk', OTHER)).toMatchObject({ status: 401 });
    expect(await reset(second, THIRD)).toMatchObject(reused);
    expect(await me(token)).toBe(200);
  });

  it('late: the own password is not changed back', async () => {
    await create(handler);
    const token = await bearer('tax-desk');
    const change = (key: Record<string, string>, oldPassword: string, newPassword: string) =>
      call('POST', '/me/password', { ...token, ...key }, { oldPassword, newPassword });
    const key = newKey();
    expect(await change(key, 'a guess of it', OTHER)).toMatchObject({ status: 422 });
    // What was refused has kept no key: it can be corrected.
    expect(await change(key, PASSWORD, OTHER)).toMatchObject({ status: 204 });
    expect(await change(newKey(), OTHER, PASSWORD)).toMatchObject({ status: 204 });
    expect(await change(key, PASSWORD, OTHER)).toMatchObject({ status: 204 });
    expect(await signIn('tax-desk', PASSWORD)).toMatchObject({ status: 201 });
    expect(await change(key, PASSWORD, THIRD)).toMatchObject(reused);
  });

  it('late: a creation gives its first answer, whatever has become of the account', async () => {
    const key = newKey();
    const first = await create(handler, key);
    await post('tax-desk/reset-password', newKey(), { password: OTHER });
    await post('tax-desk/disable', newKey());
    expect(await create(handler, key)).toEqual(first);
    expect(await states()).toEqual([['tax-desk', 'disabled']]);
  });

  it('one key serves for one command', async () => {
    const created = newKey();
    await create(handler, created);
    await create({ ...handler, username: 'tax-desk-2' });
    expect(await post('tax-desk/disable', created)).toMatchObject(reused);
    const key = newKey();
    expect(await post('tax-desk/disable', key)).toMatchObject({ status: 200 });
    expect(await post('tax-desk-2/disable', key)).toMatchObject(reused);
    expect(await post('tax-desk/enable', key)).toMatchObject(reused);
    expect(await states()).toEqual([
      ['tax-desk', 'disabled'],
      ['tax-desk-2', 'active'],
    ]);
    expect(await post('tax-desk/enable', { 'idempotency-key': 'a b' })).toMatchObject({ status: 400 });
  });

  it('at once: they are one', async () => {
    const key = newKey();
    const created = await Promise.all(Array.from({ length: 6 }, () => create(handler, key)));
    for (const answer of created) expect(answer).toEqual(created[0]);
    expect(created[0]).toMatchObject({ status: 201 });
    const reset = newKey();
    const answers = await Promise.all(
      [OTHER, THIRD, OTHER, THIRD].map((password) => post('tax-desk/reset-password', reset, { password })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 422, 422]);
  });

  it('at once with sign-ins of the same user, none waits for another for ever', async () => {
    await create(handler);
    const token = await bearer('tax-desk');
    const change = () =>
      call('POST', '/me/password', { ...token, ...newKey() }, { oldPassword: PASSWORD, newPassword: OTHER });
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, n) => (n % 2 === 0 ? change() : signIn('tax-desk', PASSWORD))),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });

  it('what is kept tells no password, not to a quick guesser either', async () => {
    const key = newKey();
    await create(handler, key);
    await post('tax-desk/reset-password', newKey(), { password: OTHER });
    const rows = await kept();
    expect(rows).not.toHaveLength(0);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${PASSWORD}|${OTHER}|argon2`));
    // As long as argon2id's output, not as a fingerprint of a body.
    const [creation] = rows.filter((row) => row.key === key['idempotency-key']);
    expect(creation?.fingerprint).toHaveLength(43);
  });
});
