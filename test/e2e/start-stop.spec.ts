import { User } from './support/http';
import { dataFolder, freePort, localToken, Platform, removeFolder } from './support/platform';
import { someText } from './support/matching';

jest.setTimeout(120_000);

describe('start and stop', () => {
  const data = dataFolder();
  let platform: Platform | undefined;
  afterAll(async () => {
    await platform?.kill();
    removeFolder(data);
  });

  it('starts on an empty folder, says where it is and how to sign in, and stops cleanly on Ctrl-C', async () => {
    platform = await Platform.start(data, await freePort());
    expect(platform.printed).toContain(platform.url);
    expect(platform.printed).toContain('530902-office-officer');
    expect(localToken(data)).toEqual(someText);
    const enterprise = await User.signIn(platform.url, '530902-enterprise-1');
    await enterprise.does('/requests', { title: '用工短缺', text: '订单增加，急需招工，请人社部门协助。' });
    const began = Date.now();
    expect(await platform.interrupt()).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it('is back in under 8 s with everything that it had', async () => {
    platform = await Platform.start(data, await freePort());
    expect(platform.startedIn).toBeLessThan(8_000);
    const officer = await User.signIn(platform.url, '530902-office-officer');
    await officer.sees('/ledger', ({ items }) => Array.isArray(items) && items.length === 1);
    expect(await platform.interrupt()).toBe(0);
  });
});
