import { credentialOf, sessionCookie } from './credential';

const token = 'A'.repeat(43);

it('finds a bearer token and a session cookie among others', () => {
  expect(credentialOf({ authorization: `Bearer ${token}` })).toEqual({ kind: 'token', token });
  expect(credentialOf({ cookie: `a=b; sanban_session=${token}; c=d` })).toEqual({ kind: 'session', token });
});

it('a bearer token counts before a cookie, also where it is none of ours', () => {
  expect(credentialOf({ authorization: 'Basic x', cookie: `sanban_session=${token}` })).toBeNull();
});

it.each([{}, { cookie: 'a=b' }, { cookie: 'sanban_session=short' }, { authorization: 'Bearer' }])(
  'nobody: %p',
  (headers) => expect(credentialOf(headers)).toBeNull(),
);

it('keeps the cookie from scripts and other sites', () => {
  const cookie = sessionCookie(token, 60, true);
  expect(cookie).toBe(`sanban_session=${token}; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Strict`);
  expect(sessionCookie(token, 60, false)).not.toContain('Secure');
});
