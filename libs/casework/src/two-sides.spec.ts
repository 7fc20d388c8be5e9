import fc from 'fast-check';
import { caseFileDecider } from './case-file/decider';
import type { CaseFileRecord, CaseFileStatus } from './case-file/state';
import type { TrackedDeadline } from './deadline';
import { leadOf, opinionsOf, type ParticipantState, type RequestRecord, type RequestStatus } from './request/state';
import { asStored, stateAfter } from './testing/given';
import { moves } from './testing/moves';
import { World } from './testing/world';

/** What the lead's own record says when nothing is under way any more. */
const AT_THE_LEAD: Record<RequestStatus, readonly CaseFileStatus[]> = {
  submitted: [],
  triaged: [],
  assigned: ['open'],
  handling: ['accepted', 'planned'],
  returnRequested: ['returned'],
  returnUpheld: ['returnUpheld'],
  resolved: ['resolved'],
  verified: ['verified'],
  followedUp: ['verified'],
  closed: ['closed'],
};

/** What the record of a cooperating agency says then. */
function atTheHelper({ status }: RequestRecord, part: ParticipantState): CaseFileStatus {
  if (status === 'closed') return 'closed';
  if (status === 'verified' || status === 'followedUp') return 'verified';
  if (part.returning !== null) return 'returned';
  if (part.opinion !== null) return 'answered';
  return part.accepted ? 'accepted' : 'open';
}

const openOf = (deadlines: readonly TrackedDeadline[], agency: string) =>
  deadlines
    .filter((deadline) => deadline.agency === agency && deadline.state === 'open')
    .map(({ id, dueAt }) => `${id} ${dueAt}`);

function filesOf(world: World): CaseFileRecord[] {
  return [...world.files.values()].flatMap(({ state }) => (state.status === 'none' ? [] : [state]));
}

function theyAgree(request: RequestRecord, files: readonly CaseFileRecord[]): void {
  const lead = leadOf(request);
  const living = files.filter(({ status }) => status !== 'withdrawn');
  expect(living.map(({ caseFile }) => caseFile).sort()).toEqual(
    request.participants.map(({ caseFile }) => caseFile).sort(),
  );
  expect(
    files
      .filter(({ status }) => status === 'withdrawn')
      .map(({ caseFile }) => caseFile)
      .sort(),
  ).toEqual(request.withdrawn.map(({ caseFile }) => caseFile).sort());
  for (const file of living) {
    expect(file.lead).toBe(lead?.agency);
    expect(file.status === 'closed').toBe(request.status === 'closed');
    const part = request.participants.find(({ caseFile }) => caseFile === file.caseFile);
    if (part === undefined) throw new Error(`${file.caseFile} is no part`);
    const { role, round, accepted } = part;
    expect(file).toMatchObject({ role, round, accepted });
    if (role === 'lead') continue;
    expect(file.status).toBe(atTheHelper(request, part));
    // That the lead has resolved it the others learn with the office's verdict on it.
    if (request.status === 'resolved') continue;
    expect(file.suspended).toBe(request.suspendedAt !== null);
    expect(openOf(file.deadlines, file.agency)).toEqual(openOf(request.deadlines, file.agency));
  }
  const leading = living.find(({ role }) => role === 'lead');
  if (leading === undefined || lead === undefined) return;
  expect(leading.agency).toBe(lead.agency);
  expect(AT_THE_LEAD[request.status]).toContain(leading.status);
  expect(leading.suspended).toBe(request.suspendedAt !== null);
  expect(leading.extension?.deadline).toBe(request.extension?.deadline);
  expect(leading.suspension?.reasonCode).toBe(request.suspension?.reasonCode);
  expect(openOf(leading.deadlines, lead.agency)).toEqual(openOf(request.deadlines, lead.agency));
  // It also keeps what those have said who take no part any more.
  expect(leading.opinions).toEqual(expect.arrayContaining(opinionsOf(request)));
  expect(leading.plan).toEqual(request.plan);
  expect(leading.outcome).toEqual(request.outcome);
}

test('the office and the agencies agree once the bus has come to rest, whatever crossed on the way', () => {
  fc.assert(
    fc.property(moves, (played) => {
      const world = new World().play(played).drain();
      if (world.request.status !== 'none') theyAgree(world.request, filesOf(world));
    }),
    { numRuns: 150 },
  );
});

test('a decision that arrives again changes no case file', () => {
  fc.assert(
    fc.property(moves, (played) => {
      expect(new World().play(played).drain().repeated).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('replaying the events of a case file, as the store gives them back, makes the same state', () => {
  fc.assert(
    fc.property(moves, (played) => {
      for (const { state, events } of new World().play(played).drain().files.values()) {
        expect(stateAfter(caseFileDecider, asStored(events))).toEqual(state);
        expect(asStored(state)).toEqual(state);
      }
    }),
    { numRuns: 60 },
  );
});
