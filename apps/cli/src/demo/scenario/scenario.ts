import type { LoadedProgramme, MeasureEntry } from '@sanban/programme';
import { seeded, type Random } from '../random';
import { cast, type Casting } from './casting';
import { handle } from './handling';
import { pathOf, type Path } from './paths';
import type { Step } from './step';
import { Story } from './story';
import { textsFor, type Texts } from './texts';

/** What happens to one request of the demo, from submission to its end. Pure: the same seed gives the same. */
export interface Scenario {
  index: number;
  path: Path;
  kind: 'general' | 'complex';
  policyBasis: 'supported' | 'unsupported';
  action: string;
  /** 1 to 5: `<region>-enterprise-<n>`; 0: the office submits for an enterprise that telephoned. */
  enterprise: number;
  casting: Casting;
  steps: Step[];
}

/** Everything that a way of handling needs. */
export interface Setting {
  scenario: Omit<Scenario, 'steps'>;
  programme: LoadedProgramme;
  random: Random;
  texts: Texts;
}

export const ENTERPRISES = 5;
/** Submissions are spread over so many working days. */
const SUBMISSION_DAYS = 12;
/** Other paths that may have a cooperating agency. */
const JOINED: ReadonlySet<Path> = new Set([
  'general',
  'complex',
  'returnUpheld',
  'reassigned',
  'dissatisfied',
  'reopened',
]);
const COMPLEX: ReadonlySet<Path> = new Set(['complex', 'underWay']);

/** @throws Error where the programme has no action or an action no measure: its check refuses such packs. */
export function scenarioOf(seed: number, index: number, programme: LoadedProgramme): Scenario {
  const random = seeded(`${seed}/${index}`);
  const path = pathOf(index, random);
  const action = programme.actions[index % programme.actions.length];
  if (action === undefined) throw new Error(`${programme.id} has no action`);
  const [first, ...more] = random.sample(programme.measuresOf(action.id), 1 + random.int(2));
  if (first === undefined) throw new Error(`${action.id} has no measure`);
  const wanted = path === 'coHandled' ? 1 + random.int(3) : JOINED.has(path) && random.chance(0.2) ? 1 : 0;
  const head = {
    index,
    path,
    kind:
      COMPLEX.has(path) || (path === 'suspended' && random.chance(0.5)) ? ('complex' as const) : ('general' as const),
    policyBasis: random.chance(0.12) ? ('unsupported' as const) : ('supported' as const),
    action: action.id,
    enterprise: random.chance(0.1) ? 0 : 1 + random.int(ENTERPRISES),
    casting: cast(programme, action, wanted, random),
  };
  const setting = { scenario: head, programme, random, texts: textsFor(random, first) };
  const story = opening(setting, [first, ...more]);
  handle(story, setting);
  return { ...head, steps: story.steps };
}

/** 即收即交: submitted, sorted and assigned on one day. */
function opening({ scenario, random, texts }: Setting, measures: readonly MeasureEntry[]): Story {
  const { kind, action, policyBasis, casting } = scenario;
  const policyGap = policyBasis === 'unsupported' ? texts.policyGap() : null;
  return new Story(random.int(SUBMISSION_DAYS)).on(
    { kind: 'submit', title: texts.title(), text: texts.request() },
    {
      kind: 'triage',
      body: { kind, action, measures: measures.map(({ id }) => id), policyBasis, note: null, policyGap },
    },
    { kind: 'assign', lead: casting.lead, cooperating: casting.cooperating },
  );
}
