import { doorFrom } from './door-config';

it('takes port and host from the environment', () => {
  expect(doorFrom({ PORT: '3001' })).toEqual({ port: 3001, host: '127.0.0.1' });
  expect(doorFrom({ PORT: '0', HOST: '0.0.0.0' })).toEqual({ port: 0, host: '0.0.0.0' });
});

it.each([{}, { PORT: 'x' }, { PORT: '70000' }])('names what is wrong in %j', (env) => {
  expect(() => doorFrom(env)).toThrow(/PORT/);
});
