import { comesFromElsewhere } from './same-origin';

const host = 'sanban.example:3000';

it.each([
  ['a program that says nothing', {}],
  ['our own page', { 'sec-fetch-site': 'same-origin', origin: `http://${host}` }],
  ['the address bar', { 'sec-fetch-site': 'none' }],
  ['our own page in an older browser', { origin: `https://${host}` }],
  ['a bearer token, which no browser sends by itself', { origin: 'https://evil.example', authorization: 'Bearer x' }],
])('lets %s write', (_who, headers) => expect(comesFromElsewhere('POST', { host, ...headers })).toBe(false));

it.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another host of our site', { 'sec-fetch-site': 'same-site', origin: 'https://other.example' }],
  ['another site in an older browser', { origin: 'https://evil.example' }],
  ['another port', { origin: 'http://sanban.example:3001' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['an origin that is none', { origin: '%' }],
])('refuses a write from %s', (_who, headers) => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    expect(comesFromElsewhere(method, { host, ...headers })).toBe(true);
  }
});

it('lets anybody read: the answer is not for another site to see', () => {
  expect(comesFromElsewhere('GET', { host, 'sec-fetch-site': 'cross-site' })).toBe(false);
});
