import {
  accept,
  assigned,
  complex,
  decided,
  mirror,
  RESOLVE,
  requestExtension,
  requestSuspension,
  resolve,
} from '../testing/agency-commands';
import { giveOpinion, makePlan, reportProgress } from '../testing/agency-commands';
import { after, given } from '../testing/given';
import { at, FINANCE, handlerOf, TAX } from '../testing/sample';
import type { CaseFileCommand } from './commands';
import { caseFileDecider } from './decider';
import type { OfficeDecision } from './office-decision';

const own = { agency: FINANCE, caseFile: 'c-1' };
const accepted = (...commands: CaseFileCommand[]) =>
  given(caseFileDecider, after(caseFileDecider, mirror(assigned()), accept(), ...commands));
const byTax = { by: handlerOf(TAX) };
const helper = (...commands: CaseFileCommand[]) =>
  given(caseFileDecider, after(caseFileDecider, mirror(assigned(), 'c-2'), accept(byTax), ...commands));
const granted = (until: string): OfficeDecision => ({
  type: 'extension-granted',
  ...decided('08-25'),
  ...own,
  deadline: { ...RESOLVE, dueAt: at(until, '00:00:00') },
});
const suspended = mirror({ type: 'suspension-granted', ...decided('08-24'), ...own });

describe('extension', () => {
  test('asked for at least one working day before the deadline', () => {
    accepted()
      .when(requestExtension({ now: at('08-29', '00:00:00') }))
      .thenTypes('ExtensionRequested');
    accepted()
      .when(requestExtension({ now: at('08-29', '00:00:01') }))
      .thenRefused('extension-too-late');
  });

  test('granted: the deadline moves; the second may be asked for, a third is not foreseen', () => {
    const first = [requestExtension(), mirror(granted('09-06'))];
    expect(accepted(...first).state).toMatchObject({
      extension: null,
      deadlines: [{ id: RESOLVE.id, dueAt: at('09-06', '00:00:00'), extensions: 1 }],
    });
    const second = [requestExtension({ until: '2022-09-09' }), mirror(granted('09-10'))];
    const third = accepted(...first, ...second).when(requestExtension({ until: '2022-09-15' }));
    third.thenRefused('extension-not-allowed', 'deadline');
  });

  test('granted for the day to which a resumption had moved the deadline: it is answered all the same', () => {
    const resumed = mirror({
      type: 'resumed',
      ...decided('08-26'),
      deadlines: [{ ...RESOLVE, dueAt: at('09-06', '00:00:00') }],
    });
    const moved = [requestExtension(), suspended, resumed];
    accepted(...moved)
      .when(mirror(granted('09-06')))
      .thenTypes('ExtensionGranted');
    accepted(...moved, mirror(granted('09-06')))
      .when(requestExtension({ until: '2022-09-09' }))
      .thenTypes('ExtensionRequested');
  });

  test('granted, and told again while the second is asked for: that one still waits', () => {
    accepted(requestExtension(), mirror(granted('09-06')), requestExtension({ until: '2022-09-09' }))
      .when(mirror(granted('09-06')))
      .then();
  });

  test('of a plan’s deadline: it falls when the plan is made', () => {
    const plan = { ...complex.deadlines?.[0] };
    const asked = requestExtension({ deadline: plan.id ?? '', now: at('08-23') });
    const commands = [mirror(assigned(complex)), accept(), asked];
    expect(given(caseFileDecider, after(caseFileDecider, ...commands)).state).toMatchObject({
      extension: { deadline: plan.id },
    });
    const planned = makePlan({ now: at('08-24') });
    expect(given(caseFileDecider, after(caseFileDecider, ...commands, planned)).state).toMatchObject({
      extension: null,
    });
  });

  test('refused: the reason arrives, it may be asked for again', () => {
    const refusal = mirror({
      type: 'extension-refused',
      ...decided('08-25'),
      ...own,
      deadline: RESOLVE.id,
      reason: '理由不足',
    });
    accepted(requestExtension())
      .when(refusal)
      .then({ type: 'ExtensionRefused', data: { deadline: RESOLVE.id, reason: '理由不足', at: at('08-25') } });
    accepted(requestExtension(), refusal).when(requestExtension()).thenTypes('ExtensionRequested');
  });

  test('refusals', () => {
    accepted(requestExtension()).when(requestExtension()).thenRefused('extension-pending');
    accepted()
      .when(requestExtension({ reason: '' }))
      .thenRefused('reason-required', 'reason');
    accepted()
      .when(requestExtension({ deadline: 'x' }))
      .thenRefused('unknown-deadline', 'deadline');
    accepted()
      .when(requestExtension({ until: '2022-09-03' }))
      .thenRefused('not-a-working-day', 'until');
    accepted()
      .when(requestExtension({ until: '2022-08-29' }))
      .thenRefused('extension-not-later', 'until');
    accepted()
      .when(requestExtension({ until: 'soon' }))
      .thenRefused('invalid-date', 'until');
    accepted()
      .when(requestExtension({ until: '2027-03-01' }))
      .thenRefused('calendar-not-covered', 'until');
    accepted(resolve()).when(requestExtension()).thenRefused('already-resolved');
    accepted(suspended).when(requestExtension()).thenRefused('suspended');
    helper().when(requestExtension(byTax)).thenRefused('not-the-lead');
    const rejected = mirror({
      type: 'resolution-rejected',
      ...decided('08-25'),
      reason: '缺凭证',
      deadline: { ...RESOLVE, id: `${RESOLVE.id}.2`, dueAt: at('09-02', '00:00:00') },
    });
    accepted(resolve(), rejected).when(requestExtension()).thenRefused('deadline-not-open', 'deadline');
  });
});

describe('suspension', () => {
  const resumed = mirror({
    type: 'resumed',
    ...decided('08-26'),
    deadlines: [{ ...RESOLVE, dueAt: at('09-01', '00:00:00') }],
  });

  test('asked for with a reason of the programme', () => {
    accepted()
      .when(requestSuspension())
      .then({
        type: 'SuspensionRequested',
        data: { reasonCode: 'season', reason: '雨季不能施工', by: handlerOf(FINANCE).user, at: at('08-23') },
      });
  });

  test('granted: no plan and no resolution until it is resumed, progress goes on', () => {
    const state = accepted(requestSuspension(), suspended);
    state.when(resolve()).thenRefused('suspended');
    state.when(makePlan()).thenRefused('suspended');
    state.when(requestSuspension()).thenRefused('suspended');
    state.when(reportProgress()).thenTypes('ProgressReported');
    expect(accepted(requestSuspension(), suspended, resumed).state).toMatchObject({
      suspended: false,
      deadlines: [{ dueAt: at('09-01', '00:00:00') }],
    });
  });

  test('it holds for cooperating agencies too, but an opinion is always welcome', () => {
    const granted = { ...suspended, caseFile: 'c-2' };
    expect(helper(granted).state).toMatchObject({ suspended: true });
    helper(granted).when(giveOpinion()).thenTypes('OpinionGiven');
  });

  test('a grant that crossed the resolution has no effect', () => {
    accepted(requestSuspension(), resolve()).when(suspended).then();
  });

  test('refused: it may be asked for again', () => {
    const refusal = mirror({ type: 'suspension-refused', ...decided('08-24'), ...own, reason: '条件具备' });
    accepted(requestSuspension()).when(refusal).thenTypes('SuspensionRefused');
    accepted(requestSuspension(), refusal).when(requestSuspension()).thenTypes('SuspensionRequested');
  });

  test('refusals', () => {
    accepted(requestSuspension()).when(requestSuspension()).thenRefused('suspension-pending');
    accepted()
      .when(requestSuspension({ reasonCode: 'holiday' }))
      .thenRefused('unknown-suspension-reason', 'reasonCode');
    accepted()
      .when(requestSuspension({ reason: '' }))
      .thenRefused('reason-required', 'reason');
    helper().when(requestSuspension(byTax)).thenRefused('not-the-lead');
  });
});
