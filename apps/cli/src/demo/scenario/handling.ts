import type { Path } from './paths';
import type { Deed } from './step';
import type { Setting } from './scenario';
import type { Story } from './story';

/** What the agencies and the office make of an assigned request. */
export const handle = (story: Story, setting: Setting): void => WAYS[setting.scenario.path](story, setting);

type Way = (story: Story, setting: Setting) => void;

/** Handled by its first lead without incident. */
const straight: Way = (story, setting) => {
  work(story, setting, setting.scenario.casting.lead);
  finish(story, setting);
};

const WAYS: Record<Path, Way> = {
  general: straight,
  complex: straight,
  coHandled: straight,
  returnUpheld: (story, setting) => {
    const { lead, other } = setting.scenario.casting;
    story
      .after(1)
      .on(
        { kind: 'return', agency: lead, reason: setting.texts.returnReason(), suggestedLead: other },
        { kind: 'ruleReturn', agency: lead, ruling: 'upheld', reason: '情况属实，同意退回' },
      );
    reassign(story, setting, '经核实，按职责分工转由该单位牵头');
    work(story, setting, other);
    finish(story, setting);
  },
  returnRejected: (story, setting) => {
    const { lead } = setting.scenario.casting;
    story
      .after(1)
      .on(
        { kind: 'return', agency: lead, reason: setting.texts.returnReason(), suggestedLead: null },
        { kind: 'ruleReturn', agency: lead, ruling: 'rejected', reason: '方案明确由该单位牵头，请继续办理' },
      );
    work(story, setting, lead);
    finish(story, setting);
  },
  reassigned: (story, setting) => {
    reassign(story.after(1), setting, '企业补充情况后，主办职责属于该单位');
    work(story, setting, setting.scenario.casting.other);
    finish(story, setting);
  },
  extensionGranted: (story, setting) => {
    const { scenario, programme, texts } = setting;
    const { lead } = scenario.casting;
    accept(story, setting, lead);
    story.after(1).on({ kind: 'requestExtension', agency: lead, byDays: 5, reason: '需等待上级部门批复' });
    for (let approval = 0; approval < (programme.caseRules().extension.approvals[0] ?? 1); approval += 1) {
      const officer = approval === 0 ? 'officer' : 'officer2';
      story.on({ kind: 'ruleExtension', ruling: 'granted', reason: null, officer });
    }
    story.after(5).on({ kind: 'resolve', agency: lead, body: texts.outcome() });
    finish(story, setting);
  },
  extensionRefused: (story, setting) => {
    const { lead } = setting.scenario.casting;
    accept(story, setting, lead);
    story
      .after(1)
      .on(
        { kind: 'requestExtension', agency: lead, byDays: 10, reason: '近期工作任务较多' },
        { kind: 'ruleExtension', ruling: 'refused', reason: '理由不充分，请按期办结', officer: 'officer' },
      );
    story.after(2).on({ kind: 'resolve', agency: lead, body: setting.texts.outcome() });
    finish(story, setting);
  },
  suspended: (story, setting) => {
    const { scenario, programme, random, texts } = setting;
    const { lead } = scenario.casting;
    const [reasonCode] = random.sample(programme.caseRules().suspension.reasons, 1);
    if (reasonCode === undefined) throw new Error(`${programme.id} allows no suspension`);
    accept(story, setting, lead);
    if (scenario.kind === 'complex') story.after(1).on({ kind: 'plan', agency: lead, steps: plan(setting, [4, 8]) });
    story
      .after(1)
      .on(
        { kind: 'requestSuspension', agency: lead, reasonCode, reason: '条件暂不具备，请予挂账' },
        { kind: 'ruleSuspension', ruling: 'granted', reason: null },
      );
    story.after(4).on({ kind: 'resume', agency: lead });
    story.after(1).on({ kind: 'resolve', agency: lead, body: texts.outcome() });
    finish(story, setting);
  },
  overdue: (story, setting) => {
    const { lead } = setting.scenario.casting;
    accept(story, setting, lead);
    story
      .after(setting.programme.caseRules().general.resolve.amount + latestRung(setting) + 1 + setting.random.int(4))
      .on({ kind: 'awaitSupervision' }, { kind: 'resolve', agency: lead, body: setting.texts.outcome() });
    finish(story, setting);
  },
  verificationFailed: (story, setting) => {
    const { lead } = setting.scenario.casting;
    work(story, setting, lead);
    story.on({ kind: 'verify', body: { verdict: 'failed', note: '企业反映尚未落实，请补充办理' } });
    story.after(1).on({ kind: 'resolve', agency: lead, body: setting.texts.outcome() });
    finish(story, setting);
  },
  dissatisfied: (story, setting) => {
    work(story, setting, setting.scenario.casting.lead);
    story.on({ kind: 'verify', body: { verdict: 'passed', note: null } });
    story.after(1).on({ kind: 'followUp', body: { satisfaction: 'dissatisfied', comment: '问题没有真正解决' } });
    again(story, setting, '企业不满意，重新交办');
  },
  reopened: (story, setting) => {
    straight(story, setting);
    again(story.after(4), setting, '企业反映同一问题再次出现');
  },
  /** Planned for months ahead: it is open when the demo ends. */
  underWay: (story, setting) => {
    const { lead } = setting.scenario.casting;
    accept(story, setting, lead);
    story.after(2).on({ kind: 'plan', agency: lead, steps: plan(setting, [20, 40, 60]) });
    story.after(1).on({ kind: 'progress', agency: lead, text: setting.texts.progress() });
  },
};

const reassign = (story: Story, { scenario }: Setting, reason: string): Story =>
  story.on({ kind: 'reassign', lead: scenario.casting.other, cooperating: scenario.casting.cooperating, reason });

const accept = (story: Story, { random, scenario }: Setting, lead: string): Story =>
  story.on(
    ...[lead, ...scenario.casting.cooperating].map((agency): Deed => ({
      kind: 'accept',
      agency,
      rank: random.chance(0.2) ? 'chief' : 'handler',
    })),
  );

const plan = ({ texts }: Setting, inDays: readonly number[]) =>
  inDays.map((days, index) => ({ description: texts.planStep(index), inDays: days }));

/** Accepted, opinions given, planned where complex, resolved in time. */
function work(story: Story, setting: Setting, lead: string): void {
  const { scenario, random, texts } = setting;
  story.after(random.int(2));
  accept(story, setting, lead);
  story.after(1);
  story.on(
    ...scenario.casting.cooperating.map((agency): Deed => ({ kind: 'opinion', agency, opinion: texts.opinion() })),
  );
  if (scenario.kind === 'complex') story.on({ kind: 'plan', agency: lead, steps: plan(setting, [3, 6, 9]) }).after(4);
  if (random.chance(0.4)) story.on({ kind: 'progress', agency: lead, text: texts.progress() });
  story.after(1 + random.int(2)).on({ kind: 'resolve', agency: lead, body: texts.outcome() });
}

/** A second round of the same agencies, who have accepted already. */
function again(story: Story, setting: Setting, reason: string): void {
  const { scenario, texts } = setting;
  const { lead, cooperating } = scenario.casting;
  story.on({ kind: 'reopen', reason }).after(1);
  story.on(...cooperating.map((agency): Deed => ({ kind: 'opinion', agency, opinion: texts.opinion() })));
  story.after(1).on({ kind: 'resolve', agency: lead, body: texts.outcome() });
  finish(story, setting);
}

/** Verified by a second officer, followed up the day after, closed. */
function finish(story: Story, { random }: Setting): void {
  const satisfaction = random.chance(0.8) ? ('satisfied' as const) : ('basicallySatisfied' as const);
  story.on({ kind: 'verify', body: { verdict: 'passed', note: null } });
  story.after(1).on({ kind: 'followUp', body: { satisfaction, comment: null } }, { kind: 'close' });
}

/** Working days after a missed deadline on which the last reminder or supervision order comes. */
const latestRung = ({ programme }: Setting): number =>
  Math.max(
    0,
    ...programme
      .caseRules()
      .ladder.filter(({ subjects }) => subjects === undefined || subjects.includes('resolve'))
      .map(({ workingDays }) => workingDays),
  );
