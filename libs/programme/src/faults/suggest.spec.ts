import { hint, suggest } from './suggest';

it('suggests the nearest known word if it is near enough', () => {
  expect(suggest('cooperation', ['leads', 'cooperating', 'responsible'])).toBe('cooperating');
  expect(suggest('530902/industri', ['530902/finance', '530902/industry'])).toBe('530902/industry');
  expect(suggest('Lead', ['lead'])).toBe('lead');
});

it('suggests nothing for what is far from everything', () => {
  expect(suggest('anything', ['leads', 'groups'])).toBeUndefined();
  expect(hint('x', [])).toEqual({ zh: '', en: '' });
});
