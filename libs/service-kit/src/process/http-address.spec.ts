import { httpAddress } from './http-address';

it.each([
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['localhost', 'http://localhost:3000'],
  ['::1', 'http://[::1]:3000'],
  ['::', 'http://[::]:3000'],
])('of %s is an address that can be opened: %s', (host, address) => {
  expect(httpAddress(host, 3000)).toBe(address);
  expect(URL.canParse(address)).toBe(true);
});
