import { after, given } from '../testing/given';
import { submit } from '../testing/office-commands';
import { at, enterprise, FINANCE, handlerOf, OFFICE, officer } from '../testing/sample';
import { requestDecider } from './decider';

const nothing = given(requestDecider, []);

test('a submission starts the office’s own deadline: the same day', () => {
  const [event] = nothing.when(submit()).events();
  expect(event).toMatchObject({
    type: 'RequestSubmitted',
    data: {
      request: 'r-1',
      programme: 'linxiang-2022',
      channel: 'enterprise',
      by: 'owner',
      at: at('08-22'),
      deadline: { id: `assign:${OFFICE}:0`, agency: OFFICE, subject: 'assign', dueAt: at('08-23', '00:00:00') },
    },
  });
});

test('on a Saturday it is due by the end of Monday', () => {
  const [event] = nothing.when(submit({ now: at('08-27') })).events();
  expect(event).toMatchObject({ data: { deadline: { dueAt: at('08-30', '00:00:00') } } });
});

test('the office may submit it for an enterprise', () => {
  expect(nothing.when(submit({ by: officer })).events()).toMatchObject([
    { data: { channel: 'office', by: 'officer' } },
  ]);
});

test('refusals', () => {
  nothing.when(submit({ by: { ...enterprise, enterprise: 'e-2' } })).thenRefused('not-the-enterprise');
  nothing.when(submit({ by: handlerOf(FINANCE) })).thenRefused('not-the-enterprise');
  nothing.when(submit({ title: ' ' })).thenRefused('title-required', 'title');
  nothing.when(submit({ text: '' })).thenRefused('text-required', 'text');
  nothing.when(submit({ now: '2030-01-01T09:00:00+08:00' })).thenRefused('calendar-not-covered');
  nothing.when(submit({ now: '2022-08-22' })).thenRefused('invalid-instant');
  given(requestDecider, after(requestDecider, submit())).when(submit()).thenRefused('request-exists');
});
