import { reject, REJECTIONS, refuse } from '@sanban/casework';
import { Rejected } from './rejected';

const statusOf = (...rejection: Parameters<typeof reject>) => new Rejected(reject(...rejection)).problem.status;

it.each([
  ['no-return-requested', 409],
  ['no-suspension-requested', 409],
  ['no-extension-requested', 409],
  ['deadline-not-open', 409],
  ['already-approved', 409],
  ['unknown-agency', 422],
  ['nothing-changes', 422],
  ['calendar-not-covered', 422],
  ['request-not-found', 404],
] as const)('%s is a %i, whether or not it names a field', (code, status) => {
  expect(statusOf(code, 'why')).toBe(status);
  expect(statusOf(code, 'why', 'agency')).toBe(status);
});

it('takes what a service refuses in words of its own for a value where it names a field', () => {
  expect(statusOf('counter-full', 'why')).toBe(409);
  expect(statusOf('count-too-small', 'why', 'by')).toBe(422);
});

it('is titled as the list of refusals has it', () => {
  const { en, zh } = REJECTIONS['no-return-requested'];
  const { problem } = new Rejected(refuse('no-return-requested', { en: 'none', zh: '没有' }, 'agency'));
  expect(problem).toMatchObject({ title: en, titleZh: zh, detail: 'none', detailZh: '没有。', field: 'agency' });
});
