import { logFiles } from './support/logs';
import { send } from './support/http';
import { containing, having } from './support/matching';
import { dataFolder, freePort, Platform, removeFolder } from './support/platform';
import { sanban, sanbanReading } from './support/sanban';

jest.setTimeout(120_000);

const PASSWORD = '仅供核验的口令甲乙丙丁';
const NAME = '仅供核验的姓名';

/** Without the demo nobody can sign in until this machine's account has made the first operator. */
describe('sanban account add', () => {
  const data = dataFolder();
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.start(data, await freePort(), { SANBAN_DEMO: 'off', SANBAN_LOG_LEVEL: 'debug' });
  });
  afterAll(async () => {
    await platform.interrupt();
    removeFolder(data);
  });

  const add = (password: string, ...args: string[]) =>
    sanbanReading(`${password}\n`, 'account', 'add', '--data', data, ...args);
  const signIn = async (username: string, password: string) =>
    await send(`${platform.url}/api/v1/tokens`, 'POST', { body: { username, password } });

  it('makes the first operator, who manages the others', async () => {
    expect(platform.printed).not.toContain('sanban-demo');
    expect((await signIn('operator', 'sanban-demo')).status).toBe(401);
    const args = ['--username', 'opr-eins', '--name', NAME, '--role', 'operator'];
    const added = await add(`${PASSWORD}一`, ...args);
    expect(added).toEqual({ code: 0, stdout: containing('opr-eins  operator'), stderr: '' });
    const { status, body } = await signIn('opr-eins', `${PASSWORD}一`);
    expect(status).toBe(201);
    const handler = {
      username: 'tax',
      name: NAME,
      password: `${PASSWORD}二`,
      agency: '530902/tax',
      roles: ['handler'],
    };
    const headers = { authorization: `Bearer ${String(body.token)}` };
    expect(await send(`${platform.url}/api/v1/accounts`, 'POST', { headers, body: handler })).toMatchObject({
      status: 201,
    });
    expect((await signIn('tax', `${PASSWORD}二`)).status).toBe(201);
  });

  it.each([
    ['a short password', 'short', ['--username', 'x-1', '--role', 'operator'], 'password: 至少 12 个字符'],
    ['no password', '', ['--username', 'x-2', '--role', 'operator'], 'No password was read'],
    ['a handler of no agency', PASSWORD + '三', ['--username', 'x-3', '--role', 'handler'], '承办人、负责人'],
    ['a username that is taken', PASSWORD + '三', ['--username', 'opr-eins', '--role', 'auditor'], 'username-taken'],
  ])('refuses %s', async (_, password, args, said) => {
    const { code, stdout, stderr } = await add(password, ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(said);
  });

  it('takes no password as an argument, and no role that there is not', async () => {
    const args = ['account', 'add', '--data', data, '--username', 'x-4'];
    expect(await sanban(...args, '--role', 'operator', '--password', PASSWORD)).toMatchObject({ code: 2 });
    expect(await sanban(...args, '--role', 'mayor')).toMatchObject({ code: 2 });
  });

  it('says what it did to programs', async () => {
    const args = ['--username', 'a-chief', '--name', NAME, '--role', 'handler', 'chief', '--agency', '530902/tax'];
    const { stdout } = await add(`${PASSWORD}四`, ...args, '--json');
    expect(JSON.parse(stdout)).toEqual(
      having({ username: 'a-chief', roles: ['handler', 'chief'], agency: '530902/tax', region: '530902' }),
    );
  });

  it('leaves neither names nor passwords in a log', () => {
    const logs = platform.printed + logFiles(data);
    expect(logs).toContain('account changed');
    for (const secret of ['仅供核验', 'a-chief', 'opr-eins']) expect(logs).not.toContain(secret);
  });
});
