import {
  accept,
  assigned,
  decided,
  giveOpinion,
  mirror,
  OPINION,
  reassigned,
  reportProgress,
  RESOLVE,
  resolve,
  returnIt,
} from '../testing/agency-commands';
import { after, given } from '../testing/given';
import { at, FINANCE, handlerOf, HRSS, TAX } from '../testing/sample';
import type { CaseFileCommand } from './commands';
import { caseFileDecider } from './decider';
import type { OfficeDecision } from './office-decision';

const own = { agency: FINANCE, caseFile: 'c-1' };
const lead = (...commands: CaseFileCommand[]) =>
  given(caseFileDecider, after(caseFileDecider, mirror(assigned()), ...commands));
const byTax = { by: handlerOf(TAX) };
const helper = (...commands: CaseFileCommand[]) =>
  given(caseFileDecider, after(caseFileDecider, mirror(assigned(), 'c-2'), accept(byTax), ...commands));
const away = reassigned({
  participants: [
    { agency: HRSS, caseFile: 'c-3', role: 'lead' },
    { agency: TAX, caseFile: 'c-2', role: 'cooperating' },
  ],
  withdrawn: [own],
});
const verified: OfficeDecision = { type: 'resolution-verified', ...decided('08-25') };
const closed: OfficeDecision = { type: 'closed', ...decided('08-26') };
const reopened: OfficeDecision = {
  type: 'reopened',
  ...decided('08-29'),
  round: 2,
  reason: '仍未到账',
  deadlines: [{ ...RESOLVE, id: `resolve:${FINANCE}:2`, dueAt: at('09-06', '00:00:00') }],
};
const ruled = (ruling: 'upheld' | 'rejected'): OfficeDecision => ({
  type: 'return-ruled',
  ...decided('08-24'),
  ...own,
  ruling,
  reason: '经研究',
});

describe('reassigned', () => {
  test('the case file that is withdrawn ends, whatever its agency has done meanwhile', () => {
    for (const meanwhile of [[], [accept()], [returnIt()], [accept(), resolve()]])
      lead(...meanwhile)
        .when(mirror(away))
        .then({ type: 'CaseFileWithdrawn', data: { reason: '职责不符', at: at('08-23') } });
    lead(mirror(away)).when(accept()).thenRefused('case-file-withdrawn');
    lead(mirror(away)).when(mirror(away)).then();
  });

  test('who stays learns who leads', () => {
    helper()
      .when(mirror(away, 'c-2'))
      .then({ type: 'ParticipantsChanged', data: { lead: HRSS, cooperating: [TAX], at: at('08-23') } });
    helper(mirror(away, 'c-2')).when(mirror(away, 'c-2')).then();
  });

  test('a lead that takes over has what the staying agencies have said', () => {
    const opinions = [{ agency: TAX, opinion: '同意' }];
    const told = { ...away, opinions };
    expect(given(caseFileDecider, after(caseFileDecider, mirror(told, 'c-3'))).state).toMatchObject({ opinions });
    const helpers = [...away.participants, { agency: FINANCE, caseFile: 'c-4', role: 'cooperating' as const }];
    expect(
      given(caseFileDecider, after(caseFileDecider, mirror({ ...told, participants: helpers }, 'c-4'))).state,
    ).toMatchObject({ role: 'cooperating', opinions: [] });
    expect(given(caseFileDecider, after(caseFileDecider, mirror(away, 'c-3'))).state).toMatchObject({ opinions: [] });
  });

  test('who is new gets a case file', () => {
    expect(given(caseFileDecider, []).when(mirror(away, 'c-3')).events()).toMatchObject([
      { type: 'CaseFileOpened', data: { caseFile: 'c-3', agency: HRSS, role: 'lead', round: 2 } },
    ]);
  });
});

test('what names no case file of ours, or one that never opened, has no effect', () => {
  given(caseFileDecider, []).when(mirror(assigned(), 'c-7')).then();
  given(caseFileDecider, []).when(mirror(closed)).then();
  lead().when(mirror(assigned())).then();
});

describe('a return', () => {
  test('upheld: it waits for the reassignment', () => {
    lead(returnIt())
      .when(mirror(ruled('upheld')))
      .thenTypes('ReturnUpheld');
    lead(returnIt(), mirror(ruled('upheld')))
      .when(accept())
      .thenRefused('return-upheld');
  });

  test('rejected: it goes on where it was', () => {
    lead(returnIt(), mirror(ruled('rejected')))
      .when(accept())
      .thenTypes('CaseFileAccepted');
    lead(accept(), returnIt(), mirror(ruled('rejected')))
      .when(resolve())
      .thenTypes('CaseFileResolved');
  });

  test('rejected: the ruling is final until a new round begins', () => {
    const ruling = [accept(), returnIt(), mirror(ruled('rejected'))];
    lead(...ruling)
      .when(returnIt({ now: at('08-24') }))
      .thenRefused('return-already-ruled');
    const anew = [...ruling, resolve(), mirror(verified), mirror(reopened)];
    lead(...anew)
      .when(returnIt({ now: at('08-24') }))
      .thenTypes('CaseFileReturned');
  });

  test('a ruling for another case file, or without a return, has no effect', () => {
    lead()
      .when(mirror(ruled('upheld')))
      .then();
    helper(returnIt(byTax))
      .when(mirror(ruled('upheld'), 'c-2'))
      .then();
  });

  test('a cooperating agency is relieved', () => {
    const relieved = { type: 'cooperation-withdrawn', ...decided('08-24'), agency: TAX, caseFile: 'c-2' } as const;
    const reason = { zh: '退回已获同意', en: 'the return was upheld' };
    const withdrawn = { type: 'CaseFileWithdrawn', data: { reason, at: relieved.at } } as const;
    helper(returnIt(byTax)).when(mirror(relieved, 'c-2')).then(withdrawn);
    lead().when(mirror(relieved)).then();
  });
});

describe('the resolution', () => {
  const rejected: OfficeDecision = {
    type: 'resolution-rejected',
    ...decided('08-25'),
    reason: '缺凭证',
    deadline: { ...RESOLVE, id: `${RESOLVE.id}.2`, dueAt: at('09-02', '00:00:00') },
  };

  test('verified', () => {
    lead(accept(), resolve()).when(mirror(verified)).thenTypes('ResolutionVerified');
    lead(accept(), resolve(), mirror(verified)).when(resolve()).thenRefused('already-verified');
    lead(accept(), resolve(), mirror(verified)).when(mirror(verified)).then();
  });

  test('rejected: the lead does it anew by the new deadline', () => {
    lead(accept(), resolve()).when(mirror(rejected)).thenTypes('ResolutionRejected');
    expect(lead(accept(), resolve(), mirror(rejected)).state).toMatchObject({
      status: 'accepted',
      outcome: null,
      deadlines: [{ state: 'met' }, { id: `${RESOLVE.id}.2`, state: 'open' }],
    });
    helper().when(mirror(rejected, 'c-2')).then();
  });

  describe('rejected, and a cooperating agency has not answered', () => {
    const owed = { ...OPINION, id: `${OPINION.id}.2`, dueAt: at('08-31', '00:00:00') };
    const anew = mirror({ ...rejected, opinionDeadlines: [owed] }, 'c-2');

    test('it owes its opinion by a new date, and the old one counts no longer', () => {
      helper()
        .when(anew)
        .then({ type: 'ResolutionRejected', data: { reason: '缺凭证', deadline: owed, at: at('08-25') } });
      expect(helper(anew).state).toMatchObject({
        status: 'accepted',
        deadlines: [
          { id: OPINION.id, state: 'lapsed' },
          { id: owed.id, state: 'open' },
        ],
      });
      helper(anew).when(anew).then();
    });

    test('its return waits for the ruling still; what is withdrawn stays withdrawn', () => {
      expect(helper(returnIt(byTax), anew).state).toMatchObject({ status: 'returned' });
      const gone = mirror({ ...away, withdrawn: [{ agency: TAX, caseFile: 'c-2' }] }, 'c-2');
      helper(gone).when(anew).then();
    });

    test('an opinion on its way was given in time: nothing is owed, nor after a suspension', () => {
      helper(giveOpinion()).when(anew).then();
      const suspended = mirror({ type: 'suspension-granted', ...decided('08-25'), ...own }, 'c-2');
      const resumed = mirror({ type: 'resumed', ...decided('08-26'), deadlines: [owed] }, 'c-2');
      helper(giveOpinion(), anew, suspended)
        .when(resumed)
        .then({ type: 'Resumed', data: { deadlines: [], at: at('08-26') } });
    });
  });

  test('rejected after a suspension that the resolution had ended: cooperating agencies go on too', () => {
    const suspended: OfficeDecision = { type: 'suspension-granted', ...decided('08-24'), ...own };
    helper(mirror(suspended, 'c-2')).when(mirror(rejected, 'c-2')).thenTypes('Resumed');
  });
});

test('closed, and reopened in a new round', () => {
  const done = [accept(), resolve(), mirror(verified), mirror(closed)];
  lead(...done)
    .when(reportProgress())
    .thenRefused('already-closed');
  lead(...done)
    .when(mirror(closed))
    .then();
  lead(...done)
    .when(mirror(reopened))
    .thenTypes('CaseFileReopened');
  expect(lead(...done, mirror(reopened)).state).toMatchObject({ status: 'accepted', round: 2, outcome: null });
  lead(...done, mirror(reopened))
    .when(mirror(reopened))
    .then();
  lead(mirror(away)).when(mirror(reopened)).then();
});

test('the lead hears what a cooperating agency says', () => {
  const opinion = {
    type: 'opinion-recorded',
    ...decided('08-24'),
    agency: TAX,
    caseFile: 'c-2',
    opinion: '同意',
  } as const;
  lead()
    .when(mirror(opinion))
    .then({ type: 'OpinionReceived', data: { agency: TAX, opinion: '同意', at: at('08-24') } });
  lead(mirror(opinion)).when(mirror(opinion)).then();
  helper(giveOpinion()).when(mirror(opinion, 'c-2')).then();
});

test('reminders and supervision orders reach the agency that they are for, once', () => {
  const about = { ...decided('08-29'), agency: FINANCE, deadline: RESOLVE.id, dueAt: RESOLVE.dueAt };
  const reminder = mirror({ type: 'reminder-issued', ...about });
  const order = mirror({ type: 'supervision-order-issued', ...about, number: 1 });
  lead().when(reminder).thenTypes('Reminded');
  lead(reminder).when(reminder).then();
  lead().when(order).thenTypes('SupervisionOrderReceived');
  lead(order).when(order).then();
  helper()
    .when({ ...order, caseFile: 'c-2' })
    .then();
  helper()
    .when({ ...reminder, caseFile: 'c-2' })
    .then();
});
