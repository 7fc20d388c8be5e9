import { TestGateway, type HeaderFields } from './test-gateway';

export const PASSWORD = 'correct horse battery';
export const OTHER = 'staple of the region';
export const NAME = '某某承办人';
export const handler = {
  username: 'tax-desk',
  name: NAME,
  password: PASSWORD,
  agency: '530902/tax',
  roles: ['handler'],
};

/**
 * Registers the suite's set-up and tear-down: a gateway without the demo's accounts, and for each case none but the local one.
 * @returns what a case does with accounts.
 */
export function accountBench() {
  let door: TestGateway;
  let local: HeaderFields;

  beforeAll(async () => {
    door = await TestGateway.start({ demo: false });
    local = { authorization: `Bearer ${await door.gateway.localToken()}` };
  });
  afterEach(async () => {
    await door.pool.query(`DELETE FROM accounts WHERE id <> 'local-cli'`);
  });
  afterAll(() => door.close());

  const call = async (method: string, path: string, headers: HeaderFields, sent?: unknown) => {
    const { status, body, cookie } = await door.call(method, `/api/v1${path}`, headers, sent);
    return { status, body, cookie };
  };
  return {
    call,
    /** The local account, which manages the others. */
    local: () => local,
    create: (account: unknown, headers: HeaderFields = {}) =>
      call('POST', '/accounts', { ...local, ...headers }, account),
    signIn: (username: string, password: string) => door.signIn(username, password),
    bearer: (username: string, password = PASSWORD) => door.bearer(username, password),
    me: async (headers: HeaderFields) => (await call('GET', '/me', headers)).status,
    everything: async () => {
      const { rows } = await door.pool.query('SELECT * FROM accounts ORDER BY id');
      return rows as unknown[];
    },
    /** What the service remembers of the commands that it carried out. */
    kept: async () =>
      (await door.pool.query<{ key: string; fingerprint: string; answer: unknown }>('SELECT * FROM kept_commands'))
        .rows,
  };
}
