import { accountBench, handler, NAME, OTHER, PASSWORD } from '../testing/account-bench';

describe('accounts', () => {
  const { call, local, create, signIn, bearer, me, everything } = accountBench();

  it('lets somebody in whom the local account has created, with the rights of the roles', async () => {
    const { status, body } = await create(handler);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      username: 'tax-desk',
      name: NAME,
      region: '530902',
      agency: '530902/tax',
      enterprise: null,
      roles: ['handler'],
      state: 'active',
      demo: false,
    });
    expect(JSON.stringify(body)).not.toMatch(/password|argon2/);
    expect(body['user']).not.toBe('tax-desk');
    const { cookie, ...signedIn } = await signIn('tax-desk', PASSWORD);
    expect(signedIn).toMatchObject({ status: 201, body: { user: body['user'], agency: '530902/tax' } });
    expect(await me({ cookie })).toBe(200);
    expect(JSON.stringify(await everything())).not.toContain(PASSWORD);
  });

  it('takes no name that cannot be stored', async () => {
    const refused = (code: string) => ({ status: 400, body: { code } });
    for (const username of ['aud\u0000itor', 'half \ud83d a pair']) {
      expect(await signIn(username, PASSWORD)).toMatchObject(refused('invalid-body'));
      expect(await call('POST', '/tokens', {}, { username, password: 'x' })).toMatchObject(refused('invalid-body'));
    }
    expect(await call('POST', '/accounts/a%00b/disable', local(), {})).toMatchObject(refused('invalid-path'));
    const cursor = Buffer.from(JSON.stringify(['accounts', '\0'])).toString('base64url');
    expect(await call('GET', `/accounts?cursor=${cursor}`, local())).toMatchObject(refused('invalid-cursor'));
    for (const path of ['subscriptions/projection.ledger/parked/x%00', 'dead-letters/a%00/b', 'dead-letters/a/b%00']) {
      const answer = await call('POST', `/services/gateway/${path}/redrive`, local(), {});
      expect(answer).toMatchObject(refused('invalid-path'));
    }
  });

  it('is managed by an operator, and by nobody else', async () => {
    await create({ username: 'first-operator', name: NAME, password: PASSWORD, roles: ['operator'] });
    const operator = await bearer('first-operator');
    expect(await call('POST', '/accounts', operator, handler)).toMatchObject({ status: 201 });
    for (const role of ['auditor', 'leader']) {
      await create({ username: `an-${role}`, name: NAME, password: PASSWORD, region: '530902', roles: [role] });
    }
    await create({ ...handler, username: 'an-officer', agency: '530902/office', roles: ['officer'] });
    await create({ ...handler, username: 'a-chief', roles: ['chief'] });
    const enterprise = { id: '91530902MA6K000019', name: '某企业' };
    const company = { username: 'a-company', name: NAME, password: PASSWORD, region: '530902' };
    expect(await create({ ...company, enterprise, roles: ['enterprise'] })).toMatchObject({ status: 201 });
    const before = await everything();
    for (const username of ['an-auditor', 'an-leader', 'an-officer', 'a-chief', 'a-company', 'tax-desk', null]) {
      const headers = username === null ? {} : await bearer(username);
      const refused = { status: username === null ? 401 : 403 };
      expect(await call('GET', '/accounts', headers)).toMatchObject(refused);
      expect(await call('POST', '/accounts', headers, { ...handler, username: 'another' })).toMatchObject(refused);
      for (const act of ['disable', 'enable', 'reset-password']) {
        const body = act === 'reset-password' ? { password: OTHER } : {};
        expect(await call('POST', `/accounts/tax-desk/${act}`, headers, body)).toMatchObject(refused);
      }
    }
    expect(await everything()).toEqual(before);
  });

  it.each<[string, Record<string, unknown>, number, Record<string, unknown>]>([
    ['a short password', { password: 'x'.repeat(11) }, 400, { code: 'invalid-body', field: 'password' }],
    [
      'the username as password',
      { username: 'a-long-username', password: 'A-long-USERNAME' },
      422,
      { code: 'password-is-username', field: 'password' },
    ],
    ['a username with blanks', { username: 'tax desk' }, 400, { field: 'username' }],
    ['no name', { name: ' ' }, 400, { field: 'name' }],
    ['no role', { roles: [] }, 400, { field: 'roles' }],
    ['a role that there is not', { roles: ['mayor'] }, 400, { field: 'roles.0' }],
    ['the role of a service', { roles: ['system'] }, 400, { field: 'roles.0' }],
    ['a field that there is not', { id: 'x' }, 400, { code: 'invalid-body' }],
    [
      'an agency that there is not',
      { agency: '530902/taxx' },
      422,
      { code: 'account-does-not-fit', errors: [{ field: 'agency', suggestion: '530902/tax' }] },
    ],
    ['a region without a programme', { agency: null, region: '110000', roles: ['leader'] }, 422, { field: 'region' }],
    [
      'a handler of no agency',
      { agency: null, region: '530902' },
      422,
      { code: 'account-does-not-fit', field: 'agency' },
    ],
    [
      'a wrong credit code',
      { enterprise: { id: '91530902MA6K000011', name: '某企业' } },
      400,
      { field: 'enterprise.id' },
    ],
    ['the name of the local account', { username: 'local-cli' }, 409, { code: 'username-taken' }],
    ['a username that is taken', { username: 'taken' }, 409, { code: 'username-taken', field: 'username' }],
  ])('%s is refused in both languages, and changes nothing', async (_, fault, status, problem) => {
    await create({ ...handler, username: 'taken' });
    const before = await everything();
    const answer = await create({ ...handler, ...fault });
    expect(answer).toMatchObject({ status, body: problem });
    expect(answer.body['detailZh']).toMatch(/\p{Script=Han}/u);
    expect(JSON.stringify(answer.body)).not.toContain(PASSWORD);
    expect(await everything()).toEqual(before);
  });

  it('a repeated creation is one account, the key serves for no other', async () => {
    const key = { 'idempotency-key': 'k' };
    const first = await create(handler, key);
    expect(await create(handler, key)).toEqual(first);
    for (const change of [{ username: 'another' }, { name: '另一人' }, { password: OTHER }, { roles: ['chief'] }]) {
      expect(await create({ ...handler, ...change }, key)).toMatchObject({
        status: 422,
        body: { code: 'idempotency-key-reused' },
      });
    }
  });

  it('lists them by username, page after page', async () => {
    for (const username of ['b-2', 'a-1', 'c-3']) await create({ ...handler, username });
    const first = await call('GET', '/accounts?limit=2', local());
    expect(first).toMatchObject({ status: 200, body: { items: [{ username: 'a-1' }, { username: 'b-2' }] } });
    const rest = await call('GET', `/accounts?limit=2&cursor=${String(first.body['next'])}`, local());
    expect(rest.body).toMatchObject({ items: [{ username: 'c-3' }], next: null });
    expect(await call('GET', '/accounts?cursor=x', local())).toMatchObject({
      status: 400,
      body: { code: 'invalid-cursor' },
    });
  });

  it('a disabled account’s sessions and tokens end at once, and nobody signs in with it', async () => {
    await create(handler);
    const { cookie } = await signIn('tax-desk', PASSWORD);
    const token = await bearer('tax-desk');
    expect([await me({ cookie }), await me(token)]).toEqual([200, 200]);
    const disabled = await call('POST', '/accounts/tax-desk/disable', local(), {});
    expect(disabled).toMatchObject({ status: 200, body: { state: 'disabled' } });
    expect([await me({ cookie }), await me(token)]).toEqual([401, 401]);
    expect(await signIn('tax-desk', PASSWORD)).toMatchObject({ status: 401, body: { code: 'sign-in-refused' } });
    expect(await call('POST', '/accounts/tax-desk/disable', local())).toMatchObject({ status: 200 });
    expect(await call('POST', '/accounts/tax-desk/enable', local())).toMatchObject({
      status: 200,
      body: { state: 'active' },
    });
    // What has ended stays so.
    expect([await me({ cookie }), await me(token)]).toEqual([401, 401]);
    expect(await me(await bearer('tax-desk'))).toBe(200);
  });

  it('an operator does not lock the own door, and unknown accounts are none', async () => {
    await create({ username: 'an-operator', name: NAME, password: PASSWORD, roles: ['operator'] });
    const operator = await bearer('an-operator');
    expect(await call('POST', '/accounts/an-operator/disable', operator)).toMatchObject({
      status: 409,
      body: { code: 'own-account' },
    });
    for (const username of ['nobody', 'local-cli']) {
      for (const act of ['disable', 'enable']) {
        expect(await call('POST', `/accounts/${username}/${act}`, operator)).toMatchObject({ status: 404 });
      }
    }
    expect(await call('POST', '/accounts/local-cli/reset-password', operator, { password: OTHER })).toMatchObject({
      status: 404,
    });
  });
});
