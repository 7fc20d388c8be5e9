import { checkUrl, resolveTarget, TargetRefused } from './target';

const found = (...addresses: string[]) => ({
  allowPrivate: false,
  find: () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
});

describe('where a webhook may go', () => {
  it('is called at the address that was looked up', async () => {
    expect(await resolveTarget('https://oa.example/hook', found('1.1.1.1', '2606:4700::1111'))).toMatchObject({
      address: '1.1.1.1',
      family: 4,
    });
  });

  it.each([[['127.0.0.1']], [['1.1.1.1', '10.0.0.1']], [['::ffff:10.0.0.1']], [[]]])(
    'refuses a name that leads to %j',
    async (addresses) => {
      await expect(resolveTarget('https://oa.example/', found(...addresses))).rejects.toThrow(TargetRefused);
    },
  );

  it.each([
    'http://oa.example/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://user:secret@oa.example/',
    'ftp://oa.example/',
  ])('refuses %s before any look-up', (url) => {
    expect(() => checkUrl(url, false)).toThrow(TargetRefused);
  });

  it('private addresses and plain HTTP are called where the installation allows it', async () => {
    expect(await resolveTarget('http://localhost:8080/', { ...found('127.0.0.1'), allowPrivate: true })).toMatchObject({
      address: '127.0.0.1',
    });
    expect(() => checkUrl('ftp://localhost/', true)).toThrow(TargetRefused);
  });
});
