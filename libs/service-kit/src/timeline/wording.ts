import type { AgencyId, DeadlineSubject, Outcome, Reason } from '@sanban/casework';
import type { Bilingual } from '@sanban/contracts';
import type { LoadedProgramme } from '@sanban/programme';
import { lastDateBefore } from '@sanban/working-calendar';
import type { NamedDeadlines } from './explained-deadlines';

const SUBJECTS: Record<DeadlineSubject, Bilingual> = {
  assign: { zh: '交办', en: 'assignment' },
  plan: { zh: '制定方案', en: 'plan' },
  resolve: { zh: '办结', en: 'resolution' },
  opinion: { zh: '协办意见', en: 'opinion' },
};
const RESULTS: Record<Outcome['result'], Bilingual> = {
  solved: { zh: '已解决', en: 'solved' },
  explained: { zh: '已解释说明', en: 'explained' },
  referred: { zh: '已上报', en: 'referred' },
};

/** People's own words; they are not translated. */
export const said = (words: Reason): Bilingual => (typeof words === 'string' ? { zh: words, en: words } : words);

/** One thing, and what is said of it; nothing to say: the thing alone. */
export const followedBy = (thing: Bilingual, words: Bilingual | null): Bilingual =>
  words === null ? thing : { zh: `${thing.zh}：${words.zh}`, en: `${thing.en}: ${words.en}` };

export const stepsSaid = (steps: readonly { dueOn: string; description: string }[]): Bilingual =>
  said(steps.map(({ dueOn, description }) => `${dueOn} ${description}`).join('\n'));

/** What was done, with which result, and a line for each piece of evidence. */
export function outcomeSaid({ summary, result, evidence }: Outcome): Bilingual {
  const { zh, en } = RESULTS[result];
  const proofs = evidence.map(({ title, reference }) => `\n${title} ${reference}`).join('');
  return { zh: `${summary}（${zh}）${proofs}`, en: `${summary} (${en})${proofs}` };
}

/** With the programme's code that was chosen: once it is ruled on, that is read nowhere else. */
export const suspensionSaid = ({ reason, reasonCode }: { reason: string; reasonCode: string }): Bilingual => ({
  zh: `${reason}（${reasonCode}）`,
  en: `${reason} (${reasonCode})`,
});

/** A deadline as its id is read by people, from all those that the events of one record name. */
export function subjectsOf(named: readonly NamedDeadlines[]): (id: string) => Bilingual | null {
  const subjects = new Map(
    named.flatMap(({ deadlines }) => deadlines.map(({ id, subject }) => [id, subject] as const)),
  );
  return (id) => {
    const subject = subjects.get(id);
    return subject === undefined ? null : SUBJECTS[subject];
  };
}

export const subjectSaid = (subject: DeadlineSubject): Bilingual => SUBJECTS[subject];

/** Whose it is, where that is not plain, and its last day. */
export const dueSaid = (of: Bilingual | null, dueAt: string): Bilingual => ({
  zh: `${of === null ? '' : `${of.zh}，`}期限 ${lastDateBefore(dueAt)}`,
  en: `${of === null ? '' : `${of.en}, `}due by ${lastDateBefore(dueAt)}`,
});

/** Agencies by the programme's names. */
export class AgencyNames {
  constructor(private readonly programme: Pick<LoadedProgramme, 'agency'>) {}

  of(agency: AgencyId): Bilingual {
    return this.programme.agency(agency)?.name ?? said(agency);
  }

  team(lead: AgencyId, cooperating: readonly AgencyId[]): Bilingual {
    const { zh, en } = this.of(lead);
    const others = cooperating.map((agency) => this.of(agency));
    return {
      zh: `${zh}牵头${others.length > 0 ? `；${others.map((other) => other.zh).join('、')}配合` : ''}`,
      en: `${en} leads${others.length > 0 ? `; with ${others.map((other) => other.en).join(', ')}` : ''}`,
    };
  }

  returnSaid({ reason, suggestedLead }: { reason: string; suggestedLead: AgencyId | null }): Bilingual {
    if (suggestedLead === null) return said(reason);
    const { zh, en } = this.of(suggestedLead);
    return { zh: `${reason}（建议由${zh}牵头）`, en: `${reason} (suggested lead: ${en})` };
  }
}
